import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { cancelOpenLines } from "./cancel-open-lines";
import { changeOrderStatus } from "./change-order-status";
import { type OrderRef, orderCompleted } from "./contract";
import { lockOrder } from "./lock-order";
import { canBecome } from "./order";
import { nothingShipped, wrongOrderStatus } from "./refusals";

/** Completes an order that shipped in part and releases the rest. A fully shipped order completes by itself. */
export async function completeOrder(ctx: Context, input: OrderRef) {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    if (!canBecome(order.status, "completed"))
      throw wrongOrderStatus({ number: order.number, from: order.status, act: "complete" });
    if (order.lines.every((line) => line.shipped === 0)) throw nothingShipped({ number: order.number });

    await cancelOpenLines(ctx, order);
    changeOrderStatus(ctx, order, { to: "completed", event: orderCompleted });
    return { orderId: order.id };
  });
}
