import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { locations, lots } from "@/modules/inventory/schema";
import { payments } from "@/modules/orders/payments/schema";
import { orderLines, orders } from "@/modules/orders/schema";
import { users } from "@/modules/users/schema";
import { count, id, instant, money, quantity, safeIntegerCheck } from "@/platform/database/columns";
import { DISPOSITIONS, OUTCOMES, RETURN_REASONS, RETURN_STATUSES } from "./return";

const byUser = (name: string) => uuid(name).references(() => users.id);
const none = sql`0`;

/** Items of one order that may come back together. */
export const returns = pgTable(
  "returns",
  {
    id: id(),
    number: count("number").notNull(),
    orderId: uuid("order_id")
      .notNull()
      .references(() => orders.id),
    /** Where they shipped from and come back to. */
    warehouseId: uuid("warehouse_id")
      .notNull()
      .references(() => locations.id),
    status: text("status", { enum: RETURN_STATUSES }).notNull(),
    authorisedBy: byUser("authorised_by").notNull(),
    authorisedAt: instant("authorised_at").notNull(),
    /** Closed or cancelled. */
    endedBy: byUser("ended_by"),
    endedAt: instant("ended_at"),
  },
  (t) => [
    uniqueIndex("returns_number_is_single").on(t.number),
    index("returns_of_order").on(t.orderId, t.id),
    // The list as it opens, and that of one status.
    index("returns_by_status").on(t.status, t.id),
    index("returns_of_warehouse").on(t.warehouseId, t.id),
    check(
      "returns_status_is_known",
      sql`${t.status} in ('authorised', 'partly_received', 'received', 'closed', 'cancelled')`,
    ),
    check(
      "returns_are_ended_by_someone",
      sql`(${t.status} in ('closed', 'cancelled')) = (${t.endedAt} is not null and ${t.endedBy} is not null)`,
    ),
    safeIntegerCheck("returns", t.number),
  ],
);

export const returnLines = pgTable(
  "return_lines",
  {
    id: id(),
    returnId: uuid("return_id")
      .notNull()
      .references(() => returns.id),
    position: integer("position").notNull(),
    orderLineId: uuid("order_line_id")
      .notNull()
      .references(() => orderLines.id),
    reason: text("reason", { enum: RETURN_REASONS }).notNull(),
    /** What may come back, what of it has come, and what will not come any more. */
    quantity: quantity("quantity").notNull(),
    received: quantity("received").notNull().default(none),
    withdrawn: quantity("withdrawn").notNull().default(none),
    /** What came and went back to the customer. */
    rejected: quantity("rejected").notNull().default(none),
  },
  (t) => [
    unique("return_lines_name_a_line_once").on(t.returnId, t.orderLineId),
    unique("return_lines_with_their_return").on(t.id, t.returnId),
    index("return_lines_of_order_line").on(t.orderLineId),
    check("return_lines_ask_for_something", sql`${t.quantity} > 0`),
    check(
      "return_lines_never_received_twice",
      sql`0 <= ${t.received} and 0 <= ${t.withdrawn} and ${t.received} + ${t.withdrawn} <= ${t.quantity}`,
    ),
    check("return_lines_reject_what_came", sql`0 <= ${t.rejected} and ${t.rejected} <= ${t.received}`),
    check(
      "return_lines_reason_is_known",
      sql`${t.reason} in ('damaged', 'faulty', 'wrong-item', 'not-as-described', 'unwanted', 'late', 'other')`,
    ),
    safeIntegerCheck("return_lines", t.quantity),
  ],
);

/**
 * What came back, and what became of it. Changed only when it is taken out of quarantine, or replaced; gone only when
 * its receipt is undone, which the history and the ledger keep.
 */
export const returnReceipts = pgTable(
  "return_receipts",
  {
    id: id(),
    returnId: uuid("return_id").notNull(),
    returnLineId: uuid("return_line_id").notNull(),
    /** The same of all that was received at once, by one stock entry; null from a release that kept none. */
    receivingId: uuid("receiving_id"),
    quantity: quantity("quantity").notNull(),
    /** The lot it left in. */
    lotId: uuid("lot_id").references(() => lots.id),
    outcome: text("outcome", { enum: OUTCOMES }).notNull(),
    disposition: text("disposition", { enum: DISPOSITIONS }),
    /** The bin it was put into. */
    locationId: uuid("location_id").references(() => locations.id),
    /** What is not billed any more since, less the fee that is kept of it. */
    net: money("net").notNull(),
    tax: money("tax").notNull(),
    fee: money("fee").notNull(),
    receivedBy: byUser("received_by").notNull(),
    receivedAt: instant("received_at").notNull(),
    /** What became of it after quarantine. */
    releasedTo: text("released_to", { enum: ["restock", "scrap"] }),
    releasedLocationId: uuid("released_location_id").references(() => locations.id),
    releasedBy: byUser("released_by"),
    releasedAt: instant("released_at"),
    /** The order that replaces it. */
    exchangeOrderId: uuid("exchange_order_id").references(() => orders.id),
  },
  (t) => [
    foreignKey({
      name: "return_receipts_are_of_a_line_of_the_return",
      columns: [t.returnLineId, t.returnId],
      foreignColumns: [returnLines.id, returnLines.returnId],
    }),
    index("return_receipts_of_return").on(t.returnId, t.id),
    index("return_receipts_of_line").on(t.returnLineId),
    // What came back on a day.
    index("return_receipts_by_time").on(t.receivedAt),
    // What waits for a decision: few of all.
    index("return_receipts_in_quarantine")
      .on(t.returnId)
      .where(sql`${t.disposition} = 'quarantine' and ${t.releasedTo} is null`),
    check("return_receipts_carry_something", sql`${t.quantity} > 0`),
    check("return_receipts_outcome_is_known", sql`${t.outcome} in ('refund', 'replace', 'reject')`),
    check("return_receipts_disposition_is_known", sql`${t.disposition} in ('restock', 'quarantine', 'scrap')`),
    check("return_receipts_take_in_what_is_not_rejected", sql`(${t.outcome} = 'reject') = (${t.disposition} is null)`),
    check(
      "return_receipts_restock_into_a_bin",
      sql`coalesce(${t.disposition} = 'restock', false) = (${t.locationId} is not null)`,
    ),
    check(
      "return_receipts_credit_what_is_refunded",
      sql`0 <= ${t.net} and 0 <= ${t.tax} and 0 <= ${t.fee}
        and (${t.outcome} = 'refund' or ${t.net} + ${t.tax} + ${t.fee} = 0)`,
    ),
    check(
      "return_receipts_are_released_from_quarantine",
      sql`case when ${t.releasedTo} is null
        then ${t.releasedAt} is null and ${t.releasedBy} is null and ${t.releasedLocationId} is null
        else ${t.disposition} = 'quarantine' and ${t.releasedTo} in ('restock', 'scrap')
          and ${t.releasedAt} is not null and ${t.releasedBy} is not null
          and (${t.releasedTo} = 'restock') = (${t.releasedLocationId} is not null) end`,
    ),
    check("return_receipts_exchange_what_is_replaced", sql`${t.exchangeOrderId} is null or ${t.outcome} = 'replace'`),
    safeIntegerCheck("return_receipts", t.quantity),
    safeIntegerCheck("return_receipts", t.net),
    safeIntegerCheck("return_receipts", t.tax),
    safeIntegerCheck("return_receipts", t.fee),
  ],
);

/** Which refund of the order is for which return, and how much of it for shipping. */
export const returnRefunds = pgTable(
  "return_refunds",
  {
    paymentId: uuid("payment_id")
      .primaryKey()
      .references(() => payments.id),
    returnId: uuid("return_id")
      .notNull()
      .references(() => returns.id),
    shipping: money("shipping").notNull(),
  },
  (t) => [
    index("return_refunds_of_return").on(t.returnId),
    check("return_refunds_shipping_is_not_negative", sql`${t.shipping} >= 0`),
    safeIntegerCheck("return_refunds", t.shipping),
  ],
);
