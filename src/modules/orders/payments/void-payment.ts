import { paymentVoided, type VoidPayment } from "@/modules/orders/contract";
import { lockOrder } from "@/modules/orders/lock-order";
import { formatOrderNumber } from "@/modules/orders/order";
import { getShopSettings } from "@/modules/shop/queries";
import { shopDay } from "@/modules/shop/shop";
import { recordChange } from "@/platform/audit/record-change";
import { type Context, requireActorId } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { subtractMoney } from "@/shared/money";
import { findOrderOf, getPayment } from "./get-payment";
import { refundable } from "./payment";
import { paymentAlreadyVoided, paymentOfOther, refundedAlready } from "./refusals";
import { payments } from "./schema";
import { isVoidableBy } from "./voidable";

/**
 * Takes back a payment or a refund that was wrong, or that never came for good, by a row that says the same. The first
 * one stays in sight. Whoever recorded it may for a day, and whoever may void those of others at any time.
 * @throws paymentNotFound, paymentAlreadyVoided, paymentOfOther, refundedAlready
 */
export async function voidPayment(ctx: Context, { paymentId, reason = "" }: VoidPayment) {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, await findOrderOf(ctx, paymentId));
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
