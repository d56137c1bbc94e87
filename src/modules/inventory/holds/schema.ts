import { sql } from "drizzle-orm";
import { check, index, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { createdAt, instant, quantity, safeIntegerChecks } from "@/platform/database/columns";
import { ZERO } from "@/shared/quantity";

/**
 * What a draft keeps of what is available, until a moment. From then on it counts for nothing, whether somebody has
 * taken it away yet or not. A trigger lowers the newest where less is left than they hold.
 */
export const stockHolds = pgTable(
  "stock_holds",
  {
    documentId: uuid("document_id").notNull(),
    warehouseId: uuid("warehouse_id").notNull(),
    variantId: uuid("variant_id").notNull(),
    quantity: quantity("quantity").notNull(),
    /** What a trigger took of it since somebody was told. */
    lost: quantity("lost").notNull().default(ZERO),
    heldUntil: instant("held_until").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: "stock_holds_one_for_each_item", columns: [t.documentId, t.warehouseId, t.variantId] }),
    index("stock_holds_of_stock").on(t.warehouseId, t.variantId),
    // Those that are over, which a worker looks for all the time.
    index("stock_holds_by_end").on(t.heldUntil),
    index("stock_holds_with_losses")
      .on(t.documentId)
      .where(sql`${t.lost} > 0`),
    check("stock_holds_are_not_negative", sql`${t.quantity} >= 0`),
    check("stock_holds_lose_no_less_than_nothing", sql`${t.lost} >= 0`),
    ...safeIntegerChecks("stock_holds", t.quantity, t.lost),
  ],
);
