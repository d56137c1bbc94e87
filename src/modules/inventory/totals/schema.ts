import { sql } from "drizzle-orm";
import { check, date, foreignKey, index, numeric, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { variants } from "@/modules/catalog/schema";
import { locations } from "@/modules/inventory/schema";
import { count, id, quantity, safeIntegerCheck, unitCost } from "@/platform/database/columns";

const total = () => ({
  /** A warehouse, or `SHOP_ID` for all of them together; or a set of warehouses. */
  placeId: uuid("place_id").notNull(),
  variantId: uuid("variant_id")
    .notNull()
    .references(() => variants.id),
  onHand: quantity("on_hand").notNull(),
  available: quantity("available").notNull(),
  /** The last day on which `available` is right, since the first of its lots expires then. */
  goodUntil: date("good_until"),
});

/**
 * What a list of stock is sorted by: what is on hand and available of a variant at a warehouse, and in the whole shop.
 * A row of the shop in the transaction of each order would make orders of all warehouses wait for each other, so one
 * writer follows the facts (`keep-totals.ts`). What people read of a row is always the ledger's own.
 */
export const stockTotals = pgTable("stock_totals", total(), (t) => [
  primaryKey({ columns: [t.variantId, t.placeId] }),
  index("stock_totals_by_on_hand").on(t.placeId, t.onHand, t.variantId),
  index("stock_totals_by_available").on(t.placeId, t.available, t.variantId),
  index("stock_totals_by_expiry")
    .on(t.goodUntil)
    .where(sql`${t.goodUntil} is not null`),
  check("stock_totals_are_of_stock", sql`${t.onHand} > 0 and ${t.available} between 0 and ${t.onHand}`),
  safeIntegerCheck("stock_totals", t.onHand),
]);

/** Warehouses that somebody works in together, sorted, and for which totals are kept. A few rows, of one writer. */
export const stockSets = pgTable("stock_sets", { id: id(), warehouseIds: uuid("warehouse_ids").array().notNull() });

/** The same as `stock_totals`, of sets: apart, since a release that knows no sets goes on writing the others. */
export const stockSetTotals = pgTable("stock_set_totals", total(), (t) => [
  primaryKey({ columns: [t.variantId, t.placeId] }),
  foreignKey({ name: "stock_set_totals_are_of_a_set", columns: [t.placeId], foreignColumns: [stockSets.id] }),
  index("stock_set_totals_by_on_hand").on(t.placeId, t.onHand, t.variantId),
  index("stock_set_totals_by_available").on(t.placeId, t.available, t.variantId),
  index("stock_set_totals_by_expiry")
    .on(t.goodUntil)
    .where(sql`${t.goodUntil} is not null`),
  check("stock_set_totals_are_of_stock", sql`${t.onHand} > 0 and ${t.available} between 0 and ${t.onHand}`),
  safeIntegerCheck("stock_set_totals", t.onHand),
]);

const ofPlace = () => ({
  warehouseId: uuid("warehouse_id")
    .notNull()
    .references(() => locations.id),
});

/**
 * What was on hand of an item at a warehouse, and its cost, when it was last valued: so that one that changes since is
 * told from its old share of the sum. One writer follows the facts (`keep-values.ts`); no order waits for a sum.
 */
export const stockValues = pgTable(
  "stock_values",
  {
    ...ofPlace(),
    variantId: uuid("variant_id")
      .notNull()
      .references(() => variants.id),
    onHand: quantity("on_hand").notNull(),
    /** Null where the catalog has none. */
    cost: unitCost("cost"),
  },
  (t) => [
    primaryKey({ columns: [t.variantId, t.warehouseId] }),
    check("stock_values_are_of_stock", sql`${t.onHand} > 0`),
    safeIntegerCheck("stock_values", t.onHand),
    safeIntegerCheck("stock_values", t.cost),
  ],
);

/** The sums of the rows above. Many costs of four more decimals than money outgrow a bigint. */
export const warehouseValues = pgTable(
  "warehouse_values",
  {
    warehouseId: ofPlace().warehouseId.primaryKey(),
    value: numeric("value").notNull(),
    units: quantity("units").notNull(),
    withoutCost: count("without_cost").notNull(),
  },
  (t) => [
    check("warehouse_values_are_of_stock", sql`${t.value} >= 0 and ${t.units} >= 0 and ${t.withoutCost} >= 0`),
    safeIntegerCheck("warehouse_values", t.units),
    safeIntegerCheck("warehouse_values", t.withoutCost),
  ],
);
