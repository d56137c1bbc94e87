import { amountsOf } from "@/modules/orders/amounts";
import type { RecordPayment } from "@/modules/orders/contract";
import { paymentRecorded } from "@/modules/orders/contract";
import { lockOrder } from "@/modules/orders/lock-order";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { toMoney } from "@/shared/money";
import { excessOf, standingOf } from "./payment";
import { writePayment } from "./write-payment";

/**
 * Writes down money that came in for an order: before it ships, after, or for one that was cancelled. More than is open
 * is allowed, and is credit from then on.
 * @throws orderNotFound, recordedMeanwhile, paidInFuture, tooManyPayments, and what `getMethodInUse` does
 */
export async function recordPayment(ctx: Context, input: RecordPayment) {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    const { open } = standingOf({ ...order, billed: amountsOf(order).billed.total });
    const paymentId = await writePayment(ctx, order, "payment", input, paymentRecorded);
    return { orderId: order.id, paymentId, excess: excessOf(toMoney(input.amount), open) };
  });
}
