-- The one form in which texts are searched; src/shared/search-form.ts is its twin. Lower case is that of PostgreSQL's own
-- tables and not of a locale, so that the form of a text is the same in every database.
create function search_form(text) returns text language sql immutable strict parallel safe
return replace(replace(replace(replace(replace(replace(replace(replace(translate(lower(regexp_replace(normalize($1, NFKD), '[\u00ad\u00b7\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u2060\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]', '', 'g') collate "pg_c_utf8"),
    'ⱥƀɓƃƈȼɕđðɖɗɇəǝɛƒǥɠħⱨıɨɉȷĸƙⱪłƚɫⱡŋɲƞøɵɔƥᵽɋɍɽȿŧƭʈⱦʉʋⱱⱳƴɏƶȥⱬɀς‘’‛ʼʻ′“”„«»″‐‑‒–—―−⁄',
    'abbbcccddddeeeefgghhiijjkkkllllnnnoooppqrrsttttuvvwyyzzzzσ''''''''''''""""""-------/'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'ȣ', 'ou'), 'ƕ', 'hv'), 'ꜳ', 'aa'), 'ꝏ', 'oo');
--> statement-breakpoint

-- Names in the order of their letters, and 2 before 10. Of our own, so that the owner of the database may say that its
-- indexes are as new as ICU's tables (src/platform/database/collations.ts).
create collation letters (provider = icu, locale = 'und-u-kn');
--> statement-breakpoint
DROP INDEX "products_by_title";--> statement-breakpoint
DROP INDEX "products_by_search_text";--> statement-breakpoint
DROP INDEX "customers_by_name";--> statement-breakpoint
DROP INDEX "customers_by_search_text";--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "search_form" text GENERATED ALWAYS AS (search_form(search_text)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "search_form" text GENERATED ALWAYS AS (search_form(name || ' ' || email || ' ' || phone || ' ' || address || ' '
        || regexp_replace(replace(phone, '(0)', ''), '[^0-9]', '', 'g'))) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "products_in_letters" ON "products" USING btree ("title" collate letters,"id");--> statement-breakpoint
CREATE INDEX "products_by_search_form" ON "products" USING gin ("search_form" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "customers_in_letters" ON "customers" USING btree ("name" collate letters,"id");--> statement-breakpoint
CREATE INDEX "customers_by_search_form" ON "customers" USING gin ("search_form" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "orders_by_part_of_number" ON "orders" USING gin (("number"::text) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "shipments_by_tracking" ON "shipments" USING gin (translate(search_form("tracking"), ' -./', '') gin_trgm_ops);--> statement-breakpoint
-- Codes that were kept as they were printed, with hyphens and blanks, are kept as the GTIN that a scanner sends: where
-- what is left has a right check digit, and nobody has that GTIN already.
with written as (
  select code, variant_id, regexp_replace(code, '[ .="''-]', '', 'g') as digits
    from barcodes where kind = 'internal' and code ~ '[ .="''-]' and code ~ '^[="'']*[0-9][0-9 .-]+[0-9]["'']*$'
), numbers as (
  select code, variant_id, lpad(digits, 14, '0') as full_digits from written where length(digits) between 12 and 14
), gtins as (
  select distinct on (full_digits) code, variant_id,
         case when full_digits like '000000%' then substr(full_digits, 7)
              when full_digits like '0%' then substr(full_digits, 2) else full_digits end as gtin
    from numbers
   where full_digits !~ '^0+$' and 0 = (
     select sum(substr(full_digits, place, 1)::integer * case when place % 2 = 1 then 3 else 1 end) % 10
       from generate_series(1, 14) as place)
   order by full_digits, code
), mended as (
  update barcodes set code = gtins.gtin, kind = 'gtin' from gtins
   where barcodes.code = gtins.code and not exists (select from barcodes as held where held.code = gtins.gtin)
  returning barcodes.variant_id, barcodes.code
)
update products set search_text = search_text || ' ' || added.codes
  from (select variants.product_id, string_agg(mended.code, ' ') as codes
          from mended join variants on variants.id = mended.variant_id group by variants.product_id) as added
 where products.id = added.product_id;
