-- The words that a variant is searched by, kept as those of its product are: to work them out took longer than to find
-- the variant. Postgres takes no array_to_string for a kept column, since it may depend on settings; of texts it does not.
create function text_of_words(text[]) returns text language sql immutable strict parallel safe
return array_to_string($1, ' ');--> statement-breakpoint
ALTER TABLE "variants" ADD COLUMN "search_form" text GENERATED ALWAYS AS (search_forms(sku || ' ' || text_of_words(option_values))) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "variants_by_search_form" ON "variants" USING gin ("search_form" gin_trgm_ops);
