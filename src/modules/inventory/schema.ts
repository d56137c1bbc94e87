import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  date,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { variants } from "@/modules/catalog/schema";
import { users } from "@/modules/users/schema";
import {
  archivedAt,
  count,
  createdAt,
  id,
  instant,
  quantity,
  safeIntegerCheck,
  searchForm,
  unitCost,
} from "@/platform/database/columns";
import { REAL_KINDS, TRANSACTION_KINDS, VIRTUAL_KINDS } from "./inventory";
import { locationChecks, placeColumns } from "./locations/place-columns";

export const locations = pgTable(
  "locations",
  {
    id: id(),
    kind: text("kind", { enum: [...REAL_KINDS, ...VIRTUAL_KINDS] }).notNull(),
    parentId: uuid("parent_id").references((): AnyPgColumn => locations.id),
    /** The warehouse a zone or bin stands in; a warehouse references itself, a virtual location none. */
    warehouseId: uuid("warehouse_id").references((): AnyPgColumn => locations.id),
    /** What is printed on the shelf: `A-01-3`. Unique within its warehouse. */
    code: text("code").notNull(),
    name: text("name").notNull(),
    searchForm: searchForm(sql`code || ' ' || name`),
    ...placeColumns(),
    archivedAt: archivedAt(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("locations_code_is_taken_here")
      .on(t.warehouseId, sql`lower(${t.code})`)
      .where(sql`${t.kind} in ('zone', 'bin')`),
    uniqueIndex("locations_warehouse_code_is_taken")
      .on(sql`lower(${t.code})`)
      .where(sql`${t.kind} not in ('zone', 'bin')`),
    unique("locations_with_their_warehouse").on(t.id, t.warehouseId),
    index("locations_of_warehouse").on(t.warehouseId, t.code),
    index("locations_by_search_form").using("gin", sql`${t.searchForm} gin_trgm_ops`),
    check(
      "locations_stand_in_a_warehouse",
      sql`(${t.kind} in ('warehouse', 'zone', 'bin')) = (${t.warehouseId} is not null)`,
    ),
    check(
      "locations_warehouse_is_its_own",
      sql`${t.kind} <> 'warehouse' or (${t.warehouseId} = ${t.id} and ${t.parentId} is null)`,
    ),
    check("locations_parts_have_a_parent", sql`(${t.kind} in ('zone', 'bin')) = (${t.parentId} is not null)`),
    ...locationChecks(t),
  ],
);

const ofVariant = () =>
  uuid("variant_id")
    .notNull()
    .references(() => variants.id);
const atLocation = (name: string) =>
  uuid(name)
    .notNull()
    .references(() => locations.id);

/** A batch of a variant that was received, and expires, together. A serial number is a lot of one piece. */
export const lots = pgTable(
  "lots",
  {
    id: id(),
    variantId: ofVariant(),
    code: text("code").notNull(),
    expiresOn: date("expires_on"),
    /** Since when nothing of it may be promised, picked or shipped, and why: a recall, a doubt about its quality. */
    blockedAt: instant("blocked_at"),
    blockReason: text("block_reason"),
    createdAt: createdAt(),
  },
  (t) => [
    check("lots_are_blocked_for_a_reason", sql`(${t.blockedAt} is null) = (${t.blockReason} is null)`),
    uniqueIndex("lots_code_is_taken_for_the_variant").on(t.variantId, sql`lower(${t.code})`),
    index("lots_by_code").on(sql`lower(${t.code})`), // A serial number is found without its item.
    unique("lots_with_their_variant").on(t.id, t.variantId),
  ],
);

/** Delivery notes are the same if they differ in case and in blanks around them alone. */
export const referenceKey = (reference: AnyColumn | SQL | string): SQL => sql`lower(btrim(${reference}))`;

/** Movements that happened together, with who, why and which document. Append-only by trigger and grant. */
export const stockTransactions = pgTable(
  "stock_transactions",
  {
    id: id(),
    kind: text("kind", { enum: TRANSACTION_KINDS }).notNull(),
    occurredAt: instant("occurred_at").notNull(),
    recordedAt: instant("recorded_at").notNull(),
    actorId: uuid("actor_id")
      .notNull()
      .references(() => users.id),
    reason: text("reason"),
    note: text("note").notNull().default(""),
    /** The other party's reference, such as the number of a supplier's delivery note. */
    reference: text("reference").notNull().default(""),
    /** The shop's own document: an order, an import. */
    documentKind: text("document_kind"),
    documentId: uuid("document_id"),
    documentLabel: text("document_label"),
    /** Posting twice under one key posts once. */
    postingKey: text("posting_key").notNull(),
    reversesId: uuid("reverses_id").references((): AnyPgColumn => stockTransactions.id),
  },
  (t) => [
    uniqueIndex("stock_transactions_post_once").on(t.postingKey),
    uniqueIndex("stock_transactions_reverse_once").on(t.reversesId),
    index("stock_transactions_of_document").on(t.documentId),
    index("stock_transactions_by_time").on(t.recordedAt),
    index("stock_transactions_by_reference")
      .on(referenceKey(t.reference))
      .where(sql`${t.kind} = 'receive' and ${t.reference} <> ''`),
    check("stock_transactions_adjustments_have_a_reason", sql`${t.kind} <> 'adjust' or ${t.reason} is not null`),
    check(
      "stock_transactions_reversals_name_what_they_reverse",
      sql`(${t.kind} = 'reverse') = (${t.reversesId} is not null)`,
    ),
  ],
);

/** Stock that moved from one location to another, so that the ledger balances (double entry). Append-only. */
export const stockMovements = pgTable(
  "stock_movements",
  {
    /** Increases in the order of insertion, which is the order of a stock card. */
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    transactionId: uuid("transaction_id")
      .notNull()
      .references(() => stockTransactions.id),
    variantId: ofVariant(),
    lotId: uuid("lot_id").references(() => lots.id),
    fromLocationId: atLocation("from_location_id"),
    toLocationId: atLocation("to_location_id"),
    quantity: quantity("quantity").notNull(),
    /** Of a receipt: the cost of a unit, in minor units with four more decimals. */
    unitCost: unitCost("unit_cost"),
  },
  (t) => [
    index("stock_movements_of_variant").on(t.variantId, t.id),
    index("stock_movements_of_transaction").on(t.transactionId),
    // The path of a lot, and where a serial number is: most movements name none.
    index("stock_movements_of_lot")
      .on(t.lotId, t.id)
      .where(sql`${t.lotId} is not null`),
    check("stock_movements_quantity_is_positive", sql`${t.quantity} > 0`),
    check("stock_movements_go_somewhere", sql`${t.fromLocationId} <> ${t.toLocationId}`),
    safeIntegerCheck("stock_movements", t.quantity),
    safeIntegerCheck("stock_movements", t.unitCost),
  ],
);

/** What is on hand in a bin: the sum of its movements. Only `ledger.ts` writes it; what is allocated, `allocations`. */
export const stockBalances = pgTable(
  "stock_balances",
  {
    locationId: atLocation("location_id"),
    variantId: ofVariant(),
    lotId: uuid("lot_id").references(() => lots.id),
    warehouseId: atLocation("warehouse_id"),
    onHand: quantity("on_hand").notNull(),
    /** Bound to pick lists: to be picked, picked, or to be put back. */
    allocated: quantity("allocated")
      .notNull()
      .default(sql`0`),
    version: count("version").notNull().default(1),
    /** Its pieces have serial numbers. Kept by triggers, so that the switch of the variant costs a posting nothing. */
    hasSerials: boolean("has_serials").notNull().default(false),
  },
  (t) => [
    unique("stock_balances_one_row_for_each_place").on(t.locationId, t.variantId, t.lotId).nullsNotDistinct(),
    index("stock_balances_of_variant").on(t.variantId, t.warehouseId),
    index("stock_balances_of_lot").on(t.lotId), // What has expired is found from its lots.
    check("stock_balances_never_below_zero", sql`${t.onHand} >= 0`),
    check("stock_balances_allocate_what_is_there", sql`0 <= ${t.allocated} and ${t.allocated} <= ${t.onHand}`),
    check(
      "stock_balances_hold_single_pieces",
      sql`not ${t.hasSerials} or ${t.onHand} = 0 or (${t.onHand} = 1 and ${t.lotId} is not null)`,
    ),
    safeIntegerCheck("stock_balances", t.onHand),
  ],
);

/** What is on hand and reserved at a warehouse. Written by postings, and by reservations and their release. */
export const stockAvailability = pgTable(
  "stock_availability",
  {
    warehouseId: atLocation("warehouse_id"),
    variantId: ofVariant(),
    onHand: quantity("on_hand")
      .notNull()
      .default(sql`0`),
    reserved: quantity("reserved")
      .notNull()
      .default(sql`0`),
    version: count("version").notNull().default(1),
    /** What lines of orders wait for here. Kept by a trigger on reservations, so that whatever brings stock knows. */
    waiting: quantity("waiting")
      .notNull()
      .default(sql`0`),
    /** What drafts hold here, also those whose time is over. Kept by a trigger on holds. */
    held: quantity("held")
      .notNull()
      .default(sql`0`),
    /** A lot came here once that expires, or was blocked. Triggers on balances and on lots set it. */
    hasExpiry: boolean("has_expiry").notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.warehouseId, t.variantId] }),
    index("stock_availability_of_variant").on(t.variantId),
    check("stock_availability_never_oversold", sql`0 <= ${t.reserved} and ${t.reserved} <= ${t.onHand}`),
    safeIntegerCheck("stock_availability", t.onHand),
    safeIntegerCheck("stock_availability", t.reserved),
    check("stock_availability_waiting_is_not_negative", sql`${t.waiting} >= 0`),
    check("stock_availability_held_is_not_negative", sql`${t.held} >= 0`),
  ],
);

/** Stock reserved for a line of a document. `quantity` is what is still reserved; shipping and cancelling lower it. */
export const stockReservations = pgTable(
  "stock_reservations",
  {
    /** An order line has one reservation at a time. */
    lineId: uuid("line_id").primaryKey(),
    documentId: uuid("document_id").notNull(),
    warehouseId: uuid("warehouse_id").notNull(),
    variantId: uuid("variant_id").notNull(),
    quantity: quantity("quantity").notNull(),
    /** What was reserved and has been lost since: the line waits for it. */
    short: quantity("short")
      .notNull()
      .default(sql`0`),
    /** What was not there when it was ordered: the line waits for it. */
    backordered: quantity("backordered")
      .notNull()
      .default(sql`0`),
    /** How much of it is bound to bins and lots, by pick lists. */
    allocated: quantity("allocated")
      .notNull()
      .default(sql`0`),
    status: text("status", { enum: ["active", "consumed", "released"] }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index("stock_reservations_of_document").on(t.documentId),
    index("stock_reservations_active")
      .on(t.warehouseId, t.variantId)
      .where(sql`${t.status} = 'active'`),
    index("stock_reservations_short")
      .on(t.documentId)
      .where(sql`${t.short} > 0`),
    // Those who wait, in the order in which they came.
    index("stock_reservations_waiting")
      .on(t.warehouseId, t.variantId, t.createdAt, t.lineId)
      .where(sql`${t.short} + ${t.backordered} > 0`),
    check("stock_reservations_allocate_what_is_reserved", sql`0 <= ${t.allocated} and ${t.allocated} <= ${t.quantity}`),
    check("stock_reservations_short_is_not_negative", sql`${t.short} >= 0`),
    check("stock_reservations_backordered_is_not_negative", sql`${t.backordered} >= 0`),
    check(
      "stock_reservations_active_ones_hold_something",
      sql`(${t.status} = 'active') = (${t.quantity} > 0) and ${t.quantity} >= 0`,
    ),
    check("stock_reservations_status_is_known", sql`${t.status} in ('active', 'consumed', 'released')`),
    safeIntegerCheck("stock_reservations", t.quantity),
    safeIntegerCheck("stock_reservations", t.backordered),
  ],
);
