import { type RecordPayment, refundRecorded } from "@/modules/orders/contract";
import { lockOrder } from "@/modules/orders/lock-order";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { refundable } from "./payment";
import { refundsTooMuch } from "./refusals";
import { writePayment } from "./write-payment";

/**
 * Writes down money that was given back: what was paid too much, or more than that out of goodwill, and never more than
 * was paid.
 * @throws orderNotFound, refundsTooMuch, recordedMeanwhile, paidInFuture, tooManyPayments, and what
 * `getMethodInUse` does
 */
export async function recordRefund(ctx: Context, input: RecordPayment) {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    const left = refundable(order);
    if (input.amount > left) throw refundsTooMuch({ number: order.number, left, currency: order.currency });
    const paymentId = await writePayment(ctx, order, "refund", input, refundRecorded);
    return { orderId: order.id, paymentId };
  });
}
