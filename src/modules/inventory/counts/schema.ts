import { sql } from "drizzle-orm";
import { bigint, check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { variants } from "@/modules/catalog/schema";
import { locations, lots, stockTransactions } from "@/modules/inventory/schema";
import { users } from "@/modules/users/schema";
import { id, instant, quantity, safeIntegerCheck } from "@/platform/database/columns";
import { SHORT_REASONS } from "./short-reason";

/** A bin in which somebody found less than is recorded: nothing more is picked there until it was counted. */
export const countRequests = pgTable(
  "count_requests",
  {
    id: id(),
    warehouseId: uuid("warehouse_id")
      .notNull()
      .references(() => locations.id),
    locationId: uuid("location_id")
      .notNull()
      .references(() => locations.id),
    variantId: uuid("variant_id")
      .notNull()
      .references(() => variants.id),
    lotId: uuid("lot_id").references(() => lots.id),
    reason: text("reason", { enum: SHORT_REASONS }).notNull(),
    /** How much of what was to be picked was not there. */
    missing: quantity("missing").notNull(),
    askedBy: uuid("asked_by")
      .notNull()
      .references(() => users.id),
    askedAt: instant("asked_at").notNull(),
    countedAt: instant("counted_at"),
    countedBy: uuid("counted_by").references(() => users.id),
  },
  (t) => [
    // Of one place there is one at a time; without a lot it is compared by the id of none.
    uniqueIndex("count_requests_one_for_each_place")
      .on(t.locationId, t.variantId, sql`coalesce(${t.lotId}, '00000000-0000-0000-0000-000000000000'::uuid)`)
      .where(sql`${t.countedAt} is null`),
    index("count_requests_open")
      .on(t.id)
      .where(sql`${t.countedAt} is null`),
    check("count_requests_miss_something", sql`${t.missing} > 0`),
    check("count_requests_reason_is_known", sql`${t.reason} in ('missing', 'damaged', 'expired')`),
    check("count_requests_are_counted_by_someone", sql`(${t.countedAt} is null) = (${t.countedBy} is null)`),
    safeIntegerCheck("count_requests", t.missing),
  ],
);

/** Counts that found what is recorded: they move nothing, and are history all the same. Append-only. */
export const stockCounts = pgTable(
  "stock_counts",
  {
    transactionId: uuid("transaction_id")
      .primaryKey()
      .references(() => stockTransactions.id),
    /** From the sequence of the movements, so that a stock card shows both in the order in which they happened. */
    id: bigint("id", { mode: "number" })
      .notNull()
      .default(sql`nextval('stock_movements_id_seq')`),
    variantId: uuid("variant_id")
      .notNull()
      .references(() => variants.id),
    lotId: uuid("lot_id").references(() => lots.id),
    locationId: uuid("location_id")
      .notNull()
      .references(() => locations.id),
    quantity: quantity("quantity").notNull(),
  },
  (t) => [
    index("stock_counts_of_variant").on(t.variantId, t.id),
    check("stock_counts_are_not_negative", sql`${t.quantity} >= 0`),
    safeIntegerCheck("stock_counts", t.quantity),
  ],
);
