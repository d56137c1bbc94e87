import { and, eq, sql } from "drizzle-orm";
import { paymentVoided, type VoidPayment } from "@/modules/orders/contract";
import { lockOrder } from "@/modules/orders/lock-order";
import { formatOrderNumber } from "@/modules/orders/order";
import { orders } from "@/modules/orders/schema";
import { getShopSettings } from "@/modules/shop/queries";
import { paymentMethods } from "@/modules/shop/schema";
import { shopDay } from "@/modules/shop/shop";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import { recordChange } from "@/platform/audit/record-change";
import { type Context, requireActorId, type TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { subtractMoney } from "@/shared/money";
import { refundable } from "./payment";
import { paymentAlreadyVoided, paymentNotFound, paymentOfOther, refundedAlready } from "./refusals";
import { payments } from "./schema";
import { isVoidableBy } from "./voidable";

/**
 * Takes back a payment or a refund that was wrong, or that never came for good, by a row that says the same. The first
 * one stays in sight. Whoever recorded it may for a day, and whoever may void those of others at any time.
 * @throws paymentNotFound, paymentAlreadyVoided, paymentOfOther, refundedAlready
 */
export async function voidPayment(ctx: Context, { paymentId, reason = "" }: VoidPayment) {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, await findOrderId(ctx, paymentId));
    const { number } = order;
    const payment = await getPayment(ctx, paymentId);
    const { kind, amount, method, methodName, paidOn } = payment;
    if (payment.isVoided) throw paymentAlreadyVoided({ number, kind });
    if (!isVoidableBy(ctx, payment)) throw paymentOfOther({ kind });
    if (kind === "payment" && amount > refundable(order))
      throw refundedAlready({ number, refunded: order.refunded, currency: order.currency });

    const { timeZone } = await getShopSettings(ctx);
    await ctx.db.insert(payments).values({
      id: newId(),
      orderId: order.id,
      kind,
      voidsId: paymentId,
      amount,
      method,
      paidOn: shopDay(timeZone, ctx.now),
      note: reason,
      recordedBy: requireActorId(ctx),
      recordedAt: ctx.now,
    });
    const sum = kind === "payment" ? "paid" : "refunded";
    recordChange(ctx, {
      entity: "order",
      entityId: order.id,
      label: formatOrderNumber(number),
      warehouseIds: [order.warehouseId],
      before: { [sum]: order[sum] },
      after: {
        [sum]: subtractMoney(order[sum], amount),
        voidedKind: kind,
        method: methodName,
        paidOn,
        ...(reason && { reason }),
      },
    });
    emit(ctx, paymentVoided, { orderId: order.id, customerId: order.customerId, paymentId });
    return { orderId: order.id };
  });
}

/** Of which order a payment is never changes, so that it may be read before anything is locked. */
async function findOrderId(ctx: TxContext, paymentId: string): Promise<string> {
  const [found] = await ctx.db
    .select({ orderId: payments.orderId })
    .from(payments)
    .innerJoin(orders, eq(orders.id, payments.orderId))
    .where(and(eq(payments.id, paymentId), warehouseScope(ctx, orders.warehouseId)));
  if (!found) throw paymentNotFound({ paymentId });
  return found.orderId;
}

async function getPayment(ctx: TxContext, paymentId: string) {
  const [payment] = await ctx.db
    .select({
      kind: payments.kind,
      amount: payments.amount,
      method: payments.method,
      methodName: paymentMethods.name,
      paidOn: payments.paidOn,
      recordedBy: payments.recordedBy,
      recordedAt: payments.recordedAt,
      /** What voids another is none that could be. */
      isVoided: sql<boolean>`(${payments}.voids_id is not null or exists (
        select from ${payments} later where later.voids_id = ${payments}.id))`,
    })
    .from(payments)
    .innerJoin(paymentMethods, eq(paymentMethods.id, payments.method))
    .where(eq(payments.id, paymentId));
  if (!payment) throw paymentNotFound({ paymentId });
  return payment;
}
