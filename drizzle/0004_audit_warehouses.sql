ALTER TABLE "audit_entries" ADD COLUMN "warehouse_ids" uuid[];--> statement-breakpoint
-- History is not altered, but told apart: the rows so far learn where they happened from what they are about. The lock
-- that comes with the trigger's change keeps everyone else out until it stands again.
ALTER TABLE "audit_entries" DISABLE TRIGGER "audit_entries_are_append_only";--> statement-breakpoint
UPDATE "audit_entries" SET "warehouse_ids" = array["orders"."warehouse_id"] FROM "orders"
WHERE "audit_entries"."entity" = 'order' AND "orders"."id" = "audit_entries"."entity_id";--> statement-breakpoint
UPDATE "audit_entries" SET "warehouse_ids" = array["locations"."warehouse_id"] FROM "locations"
WHERE "audit_entries"."entity" = 'location' AND "locations"."id" = "audit_entries"."entity_id" AND "locations"."warehouse_id" is not null;--> statement-breakpoint
UPDATE "audit_entries" SET "warehouse_ids" = array[("after" ->> 'warehouseId')::uuid] WHERE "entity" = 'reorder-point';--> statement-breakpoint
UPDATE "audit_entries" SET "warehouse_ids" = "moved"."warehouse_ids" FROM (
  SELECT "stock_movements"."transaction_id", array_agg(DISTINCT "locations"."warehouse_id") AS "warehouse_ids"
  FROM "stock_movements"
  JOIN "locations" ON "locations"."id" IN ("stock_movements"."from_location_id", "stock_movements"."to_location_id")
  WHERE "locations"."warehouse_id" is not null
  GROUP BY 1
) AS "moved"
WHERE "audit_entries"."entity" = 'stock-transaction' AND "moved"."transaction_id" = "audit_entries"."entity_id";--> statement-breakpoint
ALTER TABLE "audit_entries" ENABLE TRIGGER "audit_entries_are_append_only";
