import { boolean, date, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { variants } from "@/modules/catalog/schema";
import { customers } from "@/modules/customers/schema";
import { locations } from "@/modules/inventory/schema";
import { money, quantity, safeIntegerChecks } from "@/platform/database/columns";

/**
 * A day of the shop's calendar that is over, and whether what left and came back on it stands in the two tables below.
 * `keep-sold.ts` adds it up; triggers take the mark away when something of the day changes.
 */
export const soldDays = pgTable("sold_days", {
  day: date("day").primaryKey(),
  isKept: boolean("is_kept").notNull(),
});

const ofDay = () =>
  date("day")
    .notNull()
    .references(() => soldDays.day);
const ofWarehouse = () =>
  uuid("warehouse_id")
    .notNull()
    .references(() => locations.id);
const figures = () => ({
  quantity: quantity("quantity").notNull(),
  net: money("net").notNull(),
  /** What of the net has a cost, and that cost. */
  knownNet: money("known_net").notNull(),
  cost: money("cost").notNull(),
});

export const soldByVariant = pgTable(
  "sold_by_variant",
  {
    day: ofDay(),
    warehouseId: ofWarehouse(),
    variantId: uuid("variant_id")
      .notNull()
      .references(() => variants.id),
    ...figures(),
  },
  (t) => [
    primaryKey({ columns: [t.day, t.warehouseId, t.variantId] }),
    ...safeIntegerChecks("sold_by_variant", t.quantity, t.net, t.knownNet, t.cost),
  ],
);

export const soldByCustomer = pgTable(
  "sold_by_customer",
  {
    day: ofDay(),
    warehouseId: ofWarehouse(),
    customerId: uuid("customer_id")
      .notNull()
      .references(() => customers.id),
    ...figures(),
  },
  (t) => [
    primaryKey({ columns: [t.day, t.warehouseId, t.customerId] }),
    ...safeIntegerChecks("sold_by_customer", t.quantity, t.net, t.knownNet, t.cost),
  ],
);
