import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { nothingShipped, type OrderRef, orderCompleted, wrongOrderStatus } from "./contract";
import { giveUpOpenLines } from "./give-up-open-lines";
import { lockOrder } from "./lock-order";
import { moveOrder } from "./move-order";
import { canBecome } from "./order";

/** Closes an order that was shipped in part: the rest is released and will not be sent. A whole one closes itself. */
export async function completeOrder(ctx: Context, input: OrderRef) {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    if (!canBecome(order.status, "completed"))
      throw wrongOrderStatus({ number: order.number, from: order.status, to: "completed" });
    if (order.lines.every((line) => line.shipped === 0)) throw nothingShipped({ number: order.number });

    await giveUpOpenLines(ctx, order);
    await moveOrder(ctx, order, { to: "completed", told: orderCompleted });
    return { orderId: order.id };
  });
}
