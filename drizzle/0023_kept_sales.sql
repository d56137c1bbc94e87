CREATE TABLE "sales_by_variant" (
	"day" date NOT NULL,
	"warehouse_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"quantity" bigint NOT NULL,
	"net" bigint NOT NULL,
	CONSTRAINT "sales_by_variant_day_warehouse_id_variant_id_pk" PRIMARY KEY("day","warehouse_id","variant_id"),
	CONSTRAINT "sales_by_variant_quantity_is_exact" CHECK ("sales_by_variant"."quantity" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sales_by_variant_net_is_exact" CHECK ("sales_by_variant"."net" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "sales_by_warehouse" (
	"day" date NOT NULL,
	"warehouse_id" uuid NOT NULL,
	"net" bigint NOT NULL,
	"orders" bigint NOT NULL,
	CONSTRAINT "sales_by_warehouse_day_warehouse_id_pk" PRIMARY KEY("day","warehouse_id"),
	CONSTRAINT "sales_by_warehouse_net_is_exact" CHECK ("sales_by_warehouse"."net" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sales_by_warehouse_orders_is_exact" CHECK ("sales_by_warehouse"."orders" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "sales_days" (
	"day" date PRIMARY KEY NOT NULL,
	"is_kept" boolean NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sales_by_variant" ADD CONSTRAINT "sales_by_variant_day_sales_days_day_fk" FOREIGN KEY ("day") REFERENCES "public"."sales_days"("day") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales_by_variant" ADD CONSTRAINT "sales_by_variant_warehouse_id_locations_id_fk" FOREIGN KEY ("warehouse_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales_by_variant" ADD CONSTRAINT "sales_by_variant_variant_id_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."variants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales_by_warehouse" ADD CONSTRAINT "sales_by_warehouse_day_sales_days_day_fk" FOREIGN KEY ("day") REFERENCES "public"."sales_days"("day") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales_by_warehouse" ADD CONSTRAINT "sales_by_warehouse_warehouse_id_locations_id_fk" FOREIGN KEY ("warehouse_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- Whoever changes what an order of a day that is over has sold takes the mark of that day away, and waits for a process
-- that adds it up at this moment. The day is the shop's, whose zone must not change meanwhile. Orders of today, nearly
-- all that are placed, confirmed and shipped, touch nothing.
create function recount_sales(placed timestamptz) returns void language plpgsql as $$
declare
  zone text;
begin
  if placed < now() - interval '12 hours' then
    select time_zone into zone from shop_settings for share;
    insert into sales_days (day, is_kept) values ((placed at time zone zone)::date, false)
    on conflict (day) do update set is_kept = false;
  end if;
end $$;
--> statement-breakpoint
create function recount_sales_of_order() returns trigger language plpgsql as $$
begin
  perform recount_sales(new.placed_at);
  return null;
end $$;
--> statement-breakpoint
create function recount_sales_of_line() returns trigger language plpgsql as $$
begin
  perform recount_sales(placed_at) from orders where id = new.order_id and confirmed_at is not null;
  return null;
end $$;
--> statement-breakpoint
create trigger orders_recount_sales_when_written after insert on orders for each row
  when (new.confirmed_at is not null and new.placed_at < now() - interval '12 hours')
  execute function recount_sales_of_order();
--> statement-breakpoint
create trigger orders_recount_sales after update on orders for each row
  when (new.confirmed_at is distinct from old.confirmed_at) execute function recount_sales_of_order();
--> statement-breakpoint
create trigger order_lines_recount_sales after update on order_lines for each row
  when ((new.cancelled, new.quantity, new.net_total) is distinct from (old.cancelled, old.quantity, old.net_total))
  execute function recount_sales_of_line();
--> statement-breakpoint
-- In another zone every order may belong to another day.
create function recount_all_sales() returns trigger language plpgsql as $$
begin
  update sales_days set is_kept = false where is_kept;
  return null;
end $$;
--> statement-breakpoint
create trigger shop_settings_recount_sales after update on shop_settings for each row
  when (new.time_zone <> old.time_zone) execute function recount_all_sales();
