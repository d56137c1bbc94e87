import { sql } from "drizzle-orm";
import { type AnyPgColumn, check, date, foreignKey, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { orders } from "@/modules/orders/schema";
import { paymentMethods } from "@/modules/shop/schema";
import { users } from "@/modules/users/schema";
import { id, instant, money, safeIntegerCheck } from "@/platform/database/columns";
import { PAYMENT_KINDS } from "./payment";

/**
 * Money that came in for an order or went back, in the order's currency, as people recorded it. Never changed: what was
 * wrong is voided by a row that says the same and names it. A trigger keeps the sums on the order.
 */
export const payments = pgTable(
  "payments",
  {
    id: id(),
    orderId: uuid("order_id")
      .notNull()
      .references(() => orders.id),
    kind: text("kind", { enum: PAYMENT_KINDS }).notNull(),
    /** The payment or refund that this row takes back. */
    voidsId: uuid("voids_id"),
    /** The payment, voided by now, of which this one is all or a part since it was moved to another order. */
    movedFromId: uuid("moved_from_id").references((): AnyPgColumn => payments.id),
    amount: money("amount").notNull(),
    method: text("method")
      .notNull()
      .references(() => paymentMethods.id),
    /** A day of the shop's calendar: when the money came or went. */
    paidOn: date("paid_on").notNull(),
    reference: text("reference").notNull().default(""),
    note: text("note").notNull().default(""),
    recordedBy: uuid("recorded_by")
      .notNull()
      .references(() => users.id),
    recordedAt: instant("recorded_at").notNull(),
  },
  (t) => [
    index("payments_of_order").on(t.orderId, t.id),
    /** Which method somebody used last. */
    index("payments_of_recorder").on(t.recordedBy, t.id),
    index("payments_by_method")
      .on(t.method, t.orderId)
      .where(sql`${t.voidsId} is null`),
    index("payments_of_moved")
      .on(t.movedFromId)
      .where(sql`${t.movedFromId} is not null`),
    unique("payments_are_voided_once").on(t.voidsId),
    unique("payments_can_be_mirrored").on(t.id, t.orderId, t.kind, t.amount),
    foreignKey({
      name: "payments_void_what_was_recorded",
      columns: [t.voidsId, t.orderId, t.kind, t.amount],
      foreignColumns: [t.id, t.orderId, t.kind, t.amount],
    }),
    check("payments_kind_is_known", sql`${t.kind} in ('payment', 'refund')`),
    check("payments_are_moved_or_void", sql`${t.movedFromId} is null or ${t.voidsId} is null`),
    check("payments_are_of_something", sql`${t.amount} > 0`),
    safeIntegerCheck("payments", t.amount),
  ],
);
