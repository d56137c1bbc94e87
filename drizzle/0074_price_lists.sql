CREATE TABLE "price_list_customers" (
	"customer_id" uuid NOT NULL,
	"price_list_id" uuid NOT NULL,
	CONSTRAINT "price_list_customers_customer_id_price_list_id_pk" PRIMARY KEY("customer_id","price_list_id")
);
--> statement-breakpoint
CREATE TABLE "price_list_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"price_list_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"quantity_from" bigint DEFAULT 1 NOT NULL,
	"valid_from" date DEFAULT '1900-01-01' NOT NULL,
	"price" bigint NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "price_list_entries_one_begins_on_a_day" UNIQUE("price_list_id","variant_id","quantity_from","valid_from"),
	CONSTRAINT "price_list_entries_are_for_some" CHECK ("price_list_entries"."quantity_from" > 0),
	CONSTRAINT "price_list_entries_price_is_not_negative" CHECK ("price_list_entries"."price" >= 0),
	CONSTRAINT "price_list_entries_quantity_from_is_exact" CHECK ("price_list_entries"."quantity_from" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "price_list_entries_price_is_exact" CHECK ("price_list_entries"."price" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "price_list_groups" (
	"group_id" uuid NOT NULL,
	"price_list_id" uuid NOT NULL,
	CONSTRAINT "price_list_groups_group_id_price_list_id_pk" PRIMARY KEY("group_id","price_list_id")
);
--> statement-breakpoint
CREATE TABLE "price_lists" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"currency" text NOT NULL,
	"valid_from" date,
	"valid_until" date,
	"discount_rate" bigint DEFAULT 0 NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "price_lists_have_a_name" CHECK (length(trim("price_lists"."name")) > 0),
	CONSTRAINT "price_lists_end_after_they_begin" CHECK ("price_lists"."valid_from" <= "price_lists"."valid_until"),
	CONSTRAINT "price_lists_discount_is_part_of_a_whole" CHECK ("price_lists"."discount_rate" between 0 and 1000000)
);
--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "takes_listed_price" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "price_list_id" uuid;--> statement-breakpoint
ALTER TABLE "price_list_customers" ADD CONSTRAINT "price_list_customers_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_list_customers" ADD CONSTRAINT "price_list_customers_price_list_id_price_lists_id_fk" FOREIGN KEY ("price_list_id") REFERENCES "public"."price_lists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_list_entries" ADD CONSTRAINT "price_list_entries_price_list_id_price_lists_id_fk" FOREIGN KEY ("price_list_id") REFERENCES "public"."price_lists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_list_entries" ADD CONSTRAINT "price_list_entries_variant_id_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."variants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_list_groups" ADD CONSTRAINT "price_list_groups_group_id_customer_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."customer_groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_list_groups" ADD CONSTRAINT "price_list_groups_price_list_id_price_lists_id_fk" FOREIGN KEY ("price_list_id") REFERENCES "public"."price_lists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "price_list_customers_of_list" ON "price_list_customers" USING btree ("price_list_id");--> statement-breakpoint
CREATE INDEX "price_list_entries_of_variant" ON "price_list_entries" USING btree ("variant_id","price_list_id");--> statement-breakpoint
CREATE INDEX "price_list_groups_of_list" ON "price_list_groups" USING btree ("price_list_id");--> statement-breakpoint
CREATE UNIQUE INDEX "price_lists_name_is_taken" ON "price_lists" USING btree (lower("name"));--> statement-breakpoint
CREATE INDEX "price_lists_in_letters" ON "price_lists" USING btree ("name" collate "letters","id");--> statement-breakpoint
-- A new column of all lines, empty: one pass over them, a second for a million.
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_price_list_id_price_lists_id_fk" FOREIGN KEY ("price_list_id") REFERENCES "public"."price_lists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- As above.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_price_of_a_list_is_not_typed" CHECK ("order_lines"."price_list_id" is null or "order_lines"."takes_listed_price");--> statement-breakpoint
-- A price that is changed later is typed, whichever release does so, and the line is from no list any more. An order that
-- is placed does not come by here, and a change only where a price becomes another.
create function forget_listed_price() returns trigger language plpgsql as $$
begin
  new.takes_listed_price := false;
  new.price_list_id := null;
  return new;
end $$;--> statement-breakpoint
create trigger order_lines_forget_listed_price before update of unit_price on order_lines for each row
  when (new.takes_listed_price and new.unit_price <> old.unit_price)
  execute function forget_listed_price();
