import { eq, sql } from "drizzle-orm";
import { amountsOf } from "@/modules/orders/amounts";
import { refundable, standingOf } from "@/modules/orders/payments/payment";
import { payments } from "@/modules/orders/payments/schema";
import { orders } from "@/modules/orders/schema";
import type { ReadContext } from "@/platform/context";
import { asMoney } from "@/platform/database/numbers";
import { addMoney, type Money, subtractMoney, toMoney } from "@/shared/money";
import { returnReceipts, returnRefunds, returns } from "./schema";

const atLeastNothing = (amount: Money): Money => (amount < 0 ? toMoney(0) : amount);
const lesser = (one: Money, other: Money): Money => (one < other ? one : other);

/** Of refunds that were not voided: of one return, or of all of an order. */
const refundsOf = (isMeant: ReturnType<typeof sql>) => sql`
  from ${returnRefunds} refund
  join ${payments} given on given.id = refund.payment_id
  join ${returns} of_return on of_return.id = refund.return_id
 where ${isMeant} and not exists (select from ${payments} later where later.voids_id = given.id)`;

/**
 * What a return comes to, and what of it is still to give back: for the items no more than was credited for them and
 * than the customer has paid above what they owe, and for shipping, which is given back when somebody says so, once for
 * the order, no more than was paid at all.
 */
export async function getRefundDue(ctx: Pick<ReadContext, "db">, returnId: string) {
  const [row] = await ctx.db
    .select({
      order: orders,
      credited: asMoney(sql`(
        select coalesce(sum(net + tax), 0) from ${returnReceipts} where ${returnReceipts.returnId} = ${returns.id})`),
      fee: asMoney(sql`(
        select coalesce(sum(fee), 0) from ${returnReceipts} where ${returnReceipts.returnId} = ${returns.id})`),
      refunded: asMoney(sql`(
        select coalesce(sum(given.amount), 0) ${refundsOf(sql`refund.return_id = ${returns.id}`)})`),
      refundedShipping: asMoney(sql`(
        select coalesce(sum(refund.shipping), 0) ${refundsOf(sql`refund.return_id = ${returns.id}`)})`),
      shippingOfOrder: asMoney(sql`(
        select coalesce(sum(refund.shipping), 0) ${refundsOf(sql`of_return.order_id = ${orders.id}`)})`),
    })
    .from(returns)
    .innerJoin(orders, eq(orders.id, returns.orderId))
    .where(eq(returns.id, returnId));
  if (!row) return null;
  const { order, credited, fee, refunded, refundedShipping } = row;
  const { credit } = standingOf({ ...order, billed: amountsOf(order).billed.total });
  const left = atLeastNothing(refundable(order));
  const open = atLeastNothing(subtractMoney(credited, subtractMoney(refunded, refundedShipping)));
  const due = lesser(open, credit);
  const charged = order.shippingCancelled ? toMoney(0) : addMoney(order.shippingNet, order.shippingTax);
  const shipping = atLeastNothing(subtractMoney(charged, row.shippingOfOrder));
  return {
    credited,
    fee,
    refunded,
    /** Of that for its items, and not for shipping. */
    refundedItems: subtractMoney(refunded, refundedShipping),
    /** What is to give back for the items by now, and so much more where shipping is too. */
    due,
    shippingDue: lesser(shipping, subtractMoney(left, lesser(due, left))),
  };
}
