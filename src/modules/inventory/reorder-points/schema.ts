import { sql } from "drizzle-orm";
import { check, index, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { variants } from "@/modules/catalog/schema";
import { locations } from "@/modules/inventory/schema";
import { quantity, safeIntegerCheck } from "@/platform/database/columns";

/** At or below this available quantity a variant is low at a warehouse. */
export const reorderPoints = pgTable(
  "reorder_points",
  {
    warehouseId: uuid("warehouse_id")
      .notNull()
      .references(() => locations.id),
    variantId: uuid("variant_id")
      .notNull()
      .references(() => variants.id),
    quantity: quantity("quantity").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.warehouseId, t.variantId] }),
    index("reorder_points_of_variant").on(t.variantId), // Each row of a page of stock asks whether it is low anywhere.
    check("reorder_points_are_not_negative", sql`${t.quantity} >= 0`),
    safeIntegerCheck("reorder_points", t.quantity),
  ],
);
