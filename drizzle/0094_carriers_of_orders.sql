ALTER TABLE "orders" ADD COLUMN "carrier_id" uuid;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "carrier_service" text DEFAULT '' NOT NULL;--> statement-breakpoint
-- The column is null in every row: one pass that reads no value, and carriers are few and written some times a year.
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
ALTER TABLE "orders" ADD CONSTRAINT "orders_carrier_id_carriers_id_fk" FOREIGN KEY ("carrier_id") REFERENCES "public"."carriers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- As above.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE "orders" ADD CONSTRAINT "orders_service_is_of_a_carrier" CHECK ("orders"."carrier_id" is not null or "orders"."carrier_service" = '');
