-- A second for a million addresses, during which nobody writes one; they are kept for half a year.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "audit_addresses_of_address" ON "audit_addresses" USING btree ("address");--> statement-breakpoint
-- Of the few entries that concern no single warehouse.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX "audit_entries_of_whole_shop" ON "audit_entries" USING btree ("id") WHERE "audit_entries"."warehouse_ids" is null;
