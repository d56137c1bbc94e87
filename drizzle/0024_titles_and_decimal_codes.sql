CREATE INDEX "products_by_folded_title" ON "products" USING btree (lower("title"));--> statement-breakpoint
-- Codes that a program had taken for decimals, `4006381333931.0`, are the number before the point. 0012 left most of them
-- as they were, and where the digits with that zero have a right check digit by chance, it made another GTIN of them. What
-- they were stands in the words of the product. Where the number is no GTIN, or somebody has it, they are own codes again.
do $$
declare
  found record;
  target text;
begin
  for found in
    with written as (
      select barcodes.code, barcodes.kind, variants.product_id,
             regexp_matches(products.search_text, '(?<![^ ])([0-9]{8,14})(\.0+)(?![^ ])', 'g') as parts
        from products
        join variants on variants.product_id = products.id
        join barcodes on barcodes.variant_id = variants.id
       where products.search_text ~ '[0-9]{8}\.0'
    )
    select distinct code, kind = 'gtin' as is_harmed, product_id, parts[1] as number, parts[1] || parts[2] as original,
           lpad(parts[1], 14, '0') as digits
      from written
     where (kind = 'internal' and code = parts[1] || parts[2])
        or (kind = 'gtin' and length(parts[1] || parts[2]) between 13 and 15
            and lpad(code, 14, '0') = lpad(parts[1] || substr(parts[2], 2), 14, '0'))
     order by original
  loop
    target := case
      when length(found.number) in (8, 12, 13, 14) and found.number !~ '^0+$' and 0 = (
        select sum(substr(found.digits, place, 1)::integer * case when place % 2 = 1 then 3 else 1 end) % 10
          from generate_series(1, 14) as place)
      then case when found.digits like '000000%' then substr(found.digits, 7)
                when found.digits like '0%' then substr(found.digits, 2) else found.digits end
    end;
    if target is null or exists (select from barcodes where code = target) then
      continue when not found.is_harmed or exists (select from barcodes where code = found.original);
      update barcodes set code = found.original, kind = 'internal' where code = found.code;
      target := '';
    else
      update barcodes set code = target, kind = 'gtin' where code = found.code;
    end if;
    update products
       set search_text = trim(case when found.is_harmed
             then regexp_replace(search_text, '(^| )' || found.code || '(?= |$)', '', 'g') else search_text end
             || ' ' || target)
     where id = found.product_id;
  end loop;
end
$$;
