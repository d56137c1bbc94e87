import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { changeOrderStatus } from "./change-order-status";
import { type OrderRef, orderResumed } from "./contract";
import { lockOrder } from "./lock-order";
import { canResume } from "./order";
import { wrongOrderStatus } from "./refusals";

/** Takes an order off hold. Its stock stayed reserved during the hold. */
export async function resumeOrder(ctx: Context, input: OrderRef) {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    if (!canResume(order.status)) throw wrongOrderStatus({ number: order.number, from: order.status, act: "resume" });

    changeOrderStatus(ctx, order, { to: "confirmed", event: orderResumed });
    return { orderId: order.id };
  });
}
