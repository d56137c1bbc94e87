-- Made before the old ones go, so that lists are read while it runs and only what writes orders waits.
CREATE INDEX "orders_of_customer_by_time" ON "orders" USING btree ("customer_id","placed_at","id");--> statement-breakpoint
CREATE INDEX "orders_of_warehouse_by_time" ON "orders" USING btree ("warehouse_id","placed_at","id");--> statement-breakpoint
DROP INDEX "orders_of_customer";--> statement-breakpoint
DROP INDEX "orders_of_warehouse";
