import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { billedTotal } from "@/modules/orders/amounts";
import { PLANNED_ANEW } from "@/platform/database/dialect";
import type { PaymentFilter } from "./payment";

/** What `standingOf` says of an order, as conditions on its row. Indexes of `orders` are made of the first two. */
type Stored = Record<"netTotal" | "taxTotal" | "cancelledNet" | "cancelledTax" | "paid" | "refunded", AnyColumn>;
type Followed = Stored & Record<"status" | "dueOn", AnyColumn>;

/** It has a day on which it is due, and something is open. */
export const isOpenDue = (of: Stored & { dueOn: AnyColumn }): SQL =>
  sql`(${of.dueOn} is not null and ${of.paid} < ${billedTotal(of)})`;

/** Paid in part, above what it bills, or given back. */
export const isPaidOtherwise = (of: Stored): SQL =>
  sql`(${of.paid} > 0 and (${of.paid} <> ${billedTotal(of)} or ${of.refunded} > 0))`;

export const isOverdue = (of: Stored & { dueOn: AnyColumn }, today: SQL): SQL =>
  sql`(${isOpenDue(of)} and ${of.dueOn} < ${today})`;

/** Money came in this way that was not voided. Few orders are paid in some ways, and nearly all in others. */
export const isPaidBy = (orderId: AnyColumn, method: string): SQL => sql`${PLANNED_ANEW} (${orderId} in (
  select given.order_id from payments given
   where given.method = ${method} and given.kind = 'payment' and given.voids_id is null
     and not exists (select from payments later where later.voids_id = given.id)))`;

/** Of an order on which nobody can wait for money, nothing is open. */
export const openAmount = (of: Followed): SQL =>
  sql`(case when ${of.status} in ('draft', 'confirmed', 'on_hold') or ${of.dueOn} is not null or ${of.paid} > 0
       then greatest(${billedTotal(of)} - ${of.paid}, 0) else 0 end)`;

/**
 * Each names the condition of an index first. Of what is unpaid one part has a due day and stands in an index, and the
 * other is open; so the two are written apart.
 */
export const paymentFilters = (of: Followed, today: SQL): Record<PaymentFilter, SQL> => ({
  unpaid: sql`(${of.paid} = 0 and ${billedTotal(of)} > 0
    and (${isOpenDue(of)} or ${of.status} in ('confirmed', 'on_hold')))`,
  partly: sql`(${isPaidOtherwise(of)} and ${of.paid} < ${billedTotal(of)})`,
  overdue: isOverdue(of, today),
  paid: sql`(${of.paid} > 0 and ${of.paid} >= ${billedTotal(of)} and ${of.refunded} < ${of.paid}
    and ${of.paid} - ${of.refunded} <= ${billedTotal(of)})`,
  "to-refund": sql`(${isPaidOtherwise(of)} and ${of.refunded} < ${of.paid}
    and ${of.paid} - ${of.refunded} > ${billedTotal(of)})`,
  refunded: sql`(${isPaidOtherwise(of)} and ${of.refunded} = ${of.paid} and ${of.paid} >= ${billedTotal(of)})`,
});
