import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { locations, lots } from "@/modules/inventory/schema";
import { createdAt, id, quantity, safeIntegerCheck } from "@/platform/database/columns";

const amount = (name: string) =>
  quantity(name)
    .notNull()
    .default(sql`0`);

/**
 * Reserved stock that is bound to a bin and lot, so that nobody else picks it. `quantity` is what is bound now, and
 * `picked` how much of that somebody has in hand; shipping lowers both. A row of which nothing is left is history.
 */
export const stockAllocations = pgTable(
  "stock_allocations",
  {
    id: id(),
    /** The task that it was bound for: a pick list. */
    listId: uuid("list_id").notNull(),
    /** What people call it: for whoever would take the goods otherwise. */
    listLabel: text("list_label").notNull().default(""),
    documentId: uuid("document_id").notNull(),
    /** The line of its reservation. */
    lineId: uuid("line_id").notNull(),
    variantId: uuid("variant_id").notNull(),
    locationId: uuid("location_id")
      .notNull()
      .references(() => locations.id),
    lotId: uuid("lot_id").references(() => lots.id),
    quantity: quantity("quantity").notNull(),
    picked: amount("picked"),
    /** Picked, and wanted no longer: it is back in its bin when somebody says so. */
    toPutBack: amount("to_put_back"),
    /** How much left with shipments, voided ones among them. */
    shipped: amount("shipped"),
    /** How much was not there when somebody came for it. */
    short: amount("short"),
    createdAt: createdAt(),
  },
  (t) => [
    index("stock_allocations_of_list").on(t.listId),
    index("stock_allocations_of_document").on(t.documentId),
    // The work that is left, among all that was ever picked.
    index("stock_allocations_to_do")
      .on(t.listId)
      .where(sql`${t.quantity} > ${t.picked} or ${t.toPutBack} > 0`),
    // Who holds the piece that a picker has scanned.
    index("stock_allocations_of_lot")
      .on(t.lotId)
      .where(sql`${t.lotId} is not null and (${t.quantity} > 0 or ${t.toPutBack} > 0)`),
    check("stock_allocations_pick_what_is_bound", sql`0 <= ${t.picked} and ${t.picked} <= ${t.quantity}`),
    check("stock_allocations_are_not_negative", sql`${t.toPutBack} >= 0 and ${t.shipped} >= 0 and ${t.short} >= 0`),
    safeIntegerCheck("stock_allocations", t.quantity),
    safeIntegerCheck("stock_allocations", t.toPutBack),
    safeIntegerCheck("stock_allocations", t.shipped),
    safeIntegerCheck("stock_allocations", t.short),
  ],
);
