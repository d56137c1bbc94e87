CREATE TABLE "sold_by_customer" (
	"day" date NOT NULL,
	"warehouse_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"quantity" bigint NOT NULL,
	"net" bigint NOT NULL,
	"known_net" bigint NOT NULL,
	"cost" bigint NOT NULL,
	CONSTRAINT "sold_by_customer_day_warehouse_id_customer_id_pk" PRIMARY KEY("day","warehouse_id","customer_id"),
	CONSTRAINT "sold_by_customer_quantity_is_exact" CHECK ("sold_by_customer"."quantity" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sold_by_customer_net_is_exact" CHECK ("sold_by_customer"."net" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sold_by_customer_known_net_is_exact" CHECK ("sold_by_customer"."known_net" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sold_by_customer_cost_is_exact" CHECK ("sold_by_customer"."cost" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "sold_by_variant" (
	"day" date NOT NULL,
	"warehouse_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"quantity" bigint NOT NULL,
	"net" bigint NOT NULL,
	"known_net" bigint NOT NULL,
	"cost" bigint NOT NULL,
	CONSTRAINT "sold_by_variant_day_warehouse_id_variant_id_pk" PRIMARY KEY("day","warehouse_id","variant_id"),
	CONSTRAINT "sold_by_variant_quantity_is_exact" CHECK ("sold_by_variant"."quantity" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sold_by_variant_net_is_exact" CHECK ("sold_by_variant"."net" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sold_by_variant_known_net_is_exact" CHECK ("sold_by_variant"."known_net" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sold_by_variant_cost_is_exact" CHECK ("sold_by_variant"."cost" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "sold_days" (
	"day" date PRIMARY KEY NOT NULL,
	"is_kept" boolean NOT NULL
);
--> statement-breakpoint
-- What left before has none: nobody knows any more what it cost then.
ALTER TABLE "shipment_lines" ADD COLUMN "unit_cost" bigint;--> statement-breakpoint
ALTER TABLE "sold_by_customer" ADD CONSTRAINT "sold_by_customer_day_sold_days_day_fk" FOREIGN KEY ("day") REFERENCES "public"."sold_days"("day") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sold_by_customer" ADD CONSTRAINT "sold_by_customer_warehouse_id_locations_id_fk" FOREIGN KEY ("warehouse_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sold_by_customer" ADD CONSTRAINT "sold_by_customer_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sold_by_variant" ADD CONSTRAINT "sold_by_variant_day_sold_days_day_fk" FOREIGN KEY ("day") REFERENCES "public"."sold_days"("day") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sold_by_variant" ADD CONSTRAINT "sold_by_variant_warehouse_id_locations_id_fk" FOREIGN KEY ("warehouse_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sold_by_variant" ADD CONSTRAINT "sold_by_variant_variant_id_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."variants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- A row for what came back at once: few of all that shipped.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "return_receipts_by_time" ON "return_receipts" USING btree ("received_at");--> statement-breakpoint
-- A new column without a value: one pass over short rows, a second for two million.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_unit_cost_is_exact" CHECK ("shipment_lines"."unit_cost" between -9007199254740991 and 9007199254740991);
--> statement-breakpoint
-- What an item cost when it left, whichever release ships it. It stays, whatever the catalog says later.
create function know_shipped_cost() returns trigger language plpgsql as $$
begin
  new.unit_cost := (select v.cost from order_lines l join variants v on v.id = l.variant_id where l.id = new.order_line_id);
  return new;
end $$;
--> statement-breakpoint
create trigger shipment_lines_know_their_cost before insert on shipment_lines for each row
  execute function know_shipped_cost();
--> statement-breakpoint
-- As `recount_sales` of 0026: whoever changes what left or came back on a day that is over takes the mark of that day
-- away, and waits for a process that adds it up at this moment. What leaves and comes back today touches nothing.
create function recount_sold(moments timestamptz[]) returns void language plpgsql as $$
declare
  zone text;
begin
  if exists (select from unnest(moments) moment where moment < now() - interval '12 hours') then
    select time_zone into zone from shop_settings for share;
    insert into sold_days (day, is_kept)
    select distinct (moment at time zone zone)::date, false from unnest(moments) moment
     where moment < now() - interval '12 hours' order by 1
    on conflict (day) do update set is_kept = false where sold_days.is_kept;
  end if;
end $$;
--> statement-breakpoint
create function recount_sold_of_shipment() returns trigger language plpgsql as $$
begin
  perform recount_sold(array[new.shipped_at]);
  return null;
end $$;
--> statement-breakpoint
create trigger shipments_recount_sold_when_written after insert on shipments for each row
  when (new.shipped_at < now() - interval '12 hours') execute function recount_sold_of_shipment();
--> statement-breakpoint
create trigger shipments_recount_sold after update on shipments for each row
  when (new.voided_at is distinct from old.voided_at) execute function recount_sold_of_shipment();
--> statement-breakpoint
create function recount_sold_of_receipt() returns trigger language plpgsql as $$
begin
  perform recount_sold(array[new.received_at]);
  return null;
end $$;
--> statement-breakpoint
create trigger return_receipts_recount_sold after insert on return_receipts for each row
  when (new.received_at < now() - interval '12 hours') execute function recount_sold_of_receipt();
--> statement-breakpoint
-- Every day on which something of an order left or came back.
create function recount_sold_of_order(changed_order uuid) returns void language sql as $$
  select recount_sold(array(
    select shipped_at from shipments where order_id = changed_order
    union all
    select b.received_at from returns r join return_receipts b on b.return_id = r.id where r.order_id = changed_order));
$$;
--> statement-breakpoint
create function recount_sold_when_order_moved() returns trigger language plpgsql as $$
begin
  perform recount_sold_of_order(new.id);
  return null;
end $$;
--> statement-breakpoint
create trigger orders_recount_sold after update on orders for each row
  when ((new.customer_id, new.warehouse_id) is distinct from (old.customer_id, old.warehouse_id))
  execute function recount_sold_when_order_moved();
--> statement-breakpoint
create function recount_sold_when_line_changed() returns trigger language plpgsql as $$
begin
  perform recount_sold_of_order(new.order_id);
  return null;
end $$;
--> statement-breakpoint
create trigger order_lines_recount_sold after update on order_lines for each row
  when (old.shipped > 0 and (new.net_total, new.tax_total, new.quantity, new.unit_price, new.discount_rate, new.variant_id)
    is distinct from (old.net_total, old.tax_total, old.quantity, old.unit_price, old.discount_rate, old.variant_id))
  execute function recount_sold_when_line_changed();
--> statement-breakpoint
-- In another zone everything may be of another day.
create function recount_all_sold() returns trigger language plpgsql as $$
begin
  update sold_days set is_kept = false where is_kept;
  return null;
end $$;
--> statement-breakpoint
create trigger shop_settings_recount_sold after update on shop_settings for each row
  when (new.time_zone <> old.time_zone) execute function recount_all_sold();
