-- Search finds any part of any word or code; the extension is trusted, so the owner of a database may create it.
create extension if not exists pg_trgm;
