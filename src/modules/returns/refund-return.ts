import { recordRefund } from "@/modules/orders/payments/record-refund";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { addMoney, toMoney } from "@/shared/money";
import { type RefundReturn, returnRefunded } from "./contract";
import { lockReturn } from "./lock-return";
import { recordReturn } from "./record-return";
import { getRefundDue } from "./refund-due";
import { nothingToRefund, refundChanged, returnNotFound } from "./refusals";
import { returnRefunds } from "./schema";

/**
 * Writes down that the money for a return was given back: what its items came to with their share of discounts and tax,
 * less fees, and shipping only if it is asked for.
 *
 * @throws returnNotFound, nothingToRefund, refundChanged, and what `recordRefund` does
 */
export async function refundReturn(ctx: Context, { returnId, withShipping = false, amount, ...payment }: RefundReturn) {
  return inTransaction(ctx, async (ctx) => {
    const found = await lockReturn(ctx, returnId);
    const { number, order } = found;
    const refund = await getRefundDue(ctx, returnId);
    if (!refund) throw returnNotFound({ returnId });
    const shipping = withShipping ? refund.shippingDue : toMoney(0);
    const due = addMoney(refund.due, shipping);
    if (due === 0) throw nothingToRefund({ number });
    if (due !== amount) throw refundChanged({ number, due, currency: order.currency });

    const { paymentId } = await recordRefund(ctx, { ...payment, orderId: order.id, amount });
    await ctx.db.insert(returnRefunds).values({ paymentId, returnId, shipping });
    recordReturn(ctx, found, {
      event: returnRefunded,
      before: { refunded: refund.refunded },
      after: { refunded: addMoney(refund.refunded, due), ...(shipping > 0 && { shipping }) },
    });
    return { returnId, paymentId };
  });
}
