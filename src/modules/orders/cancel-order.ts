import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { type CancelOrder, orderCancelled, wrongOrderStatus } from "./contract";
import { giveUpOpenLines } from "./give-up-open-lines";
import { lockOrder } from "./lock-order";
import { moveOrder } from "./move-order";
import { canBecome } from "./order";

/** Calls an order off. Only what is not shipped is cancelled; what has left the house comes back by a return. */
export async function cancelOrder(ctx: Context, input: CancelOrder) {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    if (!canBecome(order.status, "cancelled"))
      throw wrongOrderStatus({ number: order.number, from: order.status, to: "cancelled" });

    await giveUpOpenLines(ctx, order);
    await moveOrder(ctx, order, { to: "cancelled", told: orderCancelled, reason: input.reason });
    return { orderId: order.id };
  });
}
