import { boolean, date, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { variants } from "@/modules/catalog/schema";
import { locations } from "@/modules/inventory/schema";
import { count, money, quantity, safeIntegerCheck } from "@/platform/database/columns";

/**
 * A day of the shop's calendar that is over, and whether its sales stand in the two tables below. `keep-sales.ts` adds
 * them up; a trigger takes the mark away when an order of the day changes what it sold.
 */
export const salesDays = pgTable("sales_days", {
  day: date("day").primaryKey(),
  isKept: boolean("is_kept").notNull(),
});

export const salesByWarehouse = pgTable(
  "sales_by_warehouse",
  {
    day: date("day")
      .notNull()
      .references(() => salesDays.day),
    warehouseId: uuid("warehouse_id")
      .notNull()
      .references(() => locations.id),
    net: money("net").notNull(),
    /** Orders of which something was sold. */
    orders: count("orders").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.day, t.warehouseId] }),
    safeIntegerCheck("sales_by_warehouse", t.net),
    safeIntegerCheck("sales_by_warehouse", t.orders),
  ],
);

export const salesByVariant = pgTable(
  "sales_by_variant",
  {
    day: date("day")
      .notNull()
      .references(() => salesDays.day),
    warehouseId: uuid("warehouse_id")
      .notNull()
      .references(() => locations.id),
    variantId: uuid("variant_id")
      .notNull()
      .references(() => variants.id),
    quantity: quantity("quantity").notNull(),
    net: money("net").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.day, t.warehouseId, t.variantId] }),
    safeIntegerCheck("sales_by_variant", t.quantity),
    safeIntegerCheck("sales_by_variant", t.net),
  ],
);
