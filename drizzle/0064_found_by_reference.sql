ALTER TABLE "orders" ADD COLUMN "customer_reference" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "tags" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
-- One pass over orders each, of which the largest shops have some hundred thousands; no row is in these indexes yet.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "orders_by_customer_reference" ON "orders" USING gin (translate(search_form("customer_reference"), ' -./', '') gin_trgm_ops) WHERE "orders"."customer_reference" <> '';--> statement-breakpoint
-- One pass over orders each, of which the largest shops have some hundred thousands; no row is in these indexes yet.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "orders_by_tag" ON "orders" USING gin ("tags") WHERE "orders"."tags" <> '{}';--> statement-breakpoint
-- One pass over orders each, of which the largest shops have some hundred thousands; no row is in these indexes yet.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "orders_tagged_by_age" ON "orders" USING btree ("id","warehouse_id","tags") WHERE "orders"."tags" <> '{}';--> statement-breakpoint
-- One pass over orders, as above.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "orders" ADD CONSTRAINT "orders_have_few_tags" CHECK (cardinality("orders"."tags") <= 10);--> statement-breakpoint
-- An image without what is personal in it: as in 0062, with the tags of orders.
create or replace function erased_image(image jsonb, kind text, called text, names text[], customers uuid[]) returns jsonb language sql immutable as $$
  select case when jsonb_typeof(image) = 'object' then coalesce((
    select jsonb_object_agg(key, case
      when kind = 'customer' and key = 'name' then to_jsonb(called)
      when kind = 'customer' and key in ('email', 'phone', 'address', 'postcode', 'city', 'vatNumber', 'tags', 'contacts', 'addresses', 'note',
        'noted', 'merged', 'mergedInto') then to_jsonb(''::text)
      when kind = 'order' and key = 'customer' and value #>> '{}' = any (names)
        and coalesce((image ->> 'customerId')::uuid = any (customers), true) then to_jsonb(called)
      when kind = 'order' and key in ('note', 'reason', 'tracking', 'reference', 'tags', 'deliveryAddress', 'billingAddress')
        and jsonb_typeof(value) = 'string' then to_jsonb(''::text)
      else value end)
    from jsonb_each(image)), '{}') else image end
$$;
