-- Tags of customers become a list, as those of orders are: the text of the release before cannot be counted or indexed.
create function tags_of_text(typed text) returns text[] language sql immutable strict parallel safe
return (
  select coalesce(array_agg(tag order by place), '{}')
    from (select tag, min(place) as place
            from (select left(lower(trim(regexp_replace(normalize(word, NFKC), '\s+', ' ', 'g'))), 30) as tag, place
                    from regexp_split_to_table(typed, '[,;\n]') with ordinality as words (word, place)) as each
           where tag <> '' group by tag order by min(place) limit 10) as listed
);--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "tag_list" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
update customers set tag_list = tags_of_text(tags) where tags <> '' and erased_at is null;--> statement-breakpoint
-- Of two releases at work each writes its own form, and finds there what the other wrote.
create function keep_both_forms_of_tags() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.tag_list = '{}' then new.tag_list := tags_of_text(new.tags);
    else new.tags := array_to_string(new.tag_list, ', '); end if;
  elsif new.tag_list is distinct from old.tag_list then new.tags := array_to_string(new.tag_list, ', ');
  else new.tag_list := tags_of_text(new.tags); end if;
  return new;
end $$;--> statement-breakpoint
create trigger customers_have_their_tags before insert on customers for each row
  when (new.tags <> '' or new.tag_list <> '{}') execute function keep_both_forms_of_tags();--> statement-breakpoint
create trigger customers_keep_their_tags before update of tags, tag_list on customers for each row
  when (new.tags is distinct from old.tags or new.tag_list is distinct from old.tag_list)
  execute function keep_both_forms_of_tags();--> statement-breakpoint
-- Writes the table of customers anew, as 0022 did: seconds for a hundred thousand.
ALTER TABLE "customers" ALTER COLUMN "search_form" SET EXPRESSION AS (search_forms(name || ' ' || email || ' ' || phone || ' ' || address || ' '
        || regexp_replace(replace(phone, '(0)', ''), '[^0-9]', '', 'g') || ' ' || postcode || ' ' || city || ' '
        || vat_number || ' ' || text_of_words(tag_list) || ' ' || found_by));--> statement-breakpoint
-- Some thousand customers, at most a hundred thousand.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "customers_by_tag" ON "customers" USING gin ("tag_list") WHERE "customers"."tag_list" <> '{}';--> statement-breakpoint
-- A new column of some thousand customers: one pass over short rows.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "customers" ADD CONSTRAINT "customers_have_few_tags" CHECK (cardinality("customers"."tag_list") <= 10);--> statement-breakpoint
-- Nobody writes a line's totals anew and forgets what is off it. Of lines that were split some cents are beside the rule.
-- Of what is written from now on: a line that an older release has left behind stays what verify-ledger names.
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_come_to_less_by_their_discount" CHECK ("order_lines"."discount_amount" + "order_lines"."order_discount" = 0 or "order_lines"."net_total" + "order_lines"."prices_include_tax"::integer * "order_lines"."tax_total"
        <= "order_lines"."unit_price"::numeric * "order_lines"."quantity" * (1 - "order_lines"."discount_rate" * 0.000001)
          - "order_lines"."discount_amount" - "order_lines"."order_discount" + 10) NOT VALID;--> statement-breakpoint
-- The release before, which works on while this one starts, edits orders without knowing of this. What it would write
-- then is wrong, so it is refused, and the order stays as it is. At the end of the transaction, as lines and order are
-- written by several statements; orders without terms, which are most, are not asked.
create function refuse_forgotten_terms() returns trigger language plpgsql as $$
begin
  if exists (
    select from orders o,
           lateral (select coalesce(sum(net_total), 0) as net, coalesce(sum(tax_total), 0) as tax,
                           coalesce(sum(order_discount), 0) as shared
                      from order_lines where order_id = o.id) line
     where o.id = new.id and (o.net_total, o.tax_total, o.discount_amount)
           is distinct from (line.net + o.shipping_net, line.tax + o.shipping_tax, line.shared)) then
    raise exception 'order % does not come to its lines, what is off it and its shipping', new.number
      using errcode = 'check_violation', constraint = 'orders_keep_their_terms';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger orders_keep_their_terms after update of net_total, tax_total on orders
  deferrable initially deferred for each row
  when (new.shipping_price is not null or new.discount_amount > 0) execute function refuse_forgotten_terms();
