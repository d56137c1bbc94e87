-- What a text is found by: its form, and that of the same with letters written out that a keyboard may not have, as in
-- Mueller. src/shared/search-form.ts has its twin.
create function search_forms(text) returns text language sql immutable strict parallel safe
return (
  select case when written = plain then plain else plain || ' ' || written end
    from (select search_form($1) as plain, search_form(
      replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(normalize($1, NFC),
        'ä', 'ae'), 'Ä', 'ae'), 'ö', 'oe'), 'Ö', 'oe'), 'ü', 'ue'), 'Ü', 'ue'), 'å', 'aa'), 'Å', 'aa'), 'ø', 'oe'), 'Ø', 'oe')
    ) as written) as spellings
);
--> statement-breakpoint
ALTER TABLE "products" ALTER COLUMN "search_form" SET EXPRESSION AS (search_forms(search_text));--> statement-breakpoint
ALTER TABLE "customers" ALTER COLUMN "search_form" SET EXPRESSION AS (search_forms(name || ' ' || email || ' ' || phone || ' ' || address || ' '
        || regexp_replace(replace(phone, '(0)', ''), '[^0-9]', '', 'g')));
