ALTER TABLE "customers" ADD COLUMN "carrier_id" uuid;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "carrier_service" text DEFAULT '' NOT NULL;--> statement-breakpoint
-- The column is null in every row: one pass that reads no value, and carriers are few and written some times a year.
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
ALTER TABLE "customers" ADD CONSTRAINT "customers_carrier_id_carriers_id_fk" FOREIGN KEY ("carrier_id") REFERENCES "public"."carriers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- Orders name carriers since the release before: one pass over them, and few entries.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "orders_of_carrier_by_time" ON "orders" USING btree ("carrier_id","placed_at","id") WHERE "orders"."carrier_id" is not null;--> statement-breakpoint
-- As the other.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "customers" ADD CONSTRAINT "customers_service_is_of_a_carrier" CHECK ("customers"."carrier_id" is not null or "customers"."carrier_service" = '');