import { withdrawAbout } from "@/modules/approvals/withdraw-approval";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { cancelOpenLines } from "./cancel-open-lines";
import { changeOrderStatus } from "./change-order-status";
import { type CancelOrder, orderCancelled } from "./contract";
import { lockOrder } from "./lock-order";
import { canBecome } from "./order";
import { wrongOrderStatus } from "./refusals";

/** Cancels what an order has not shipped. What has shipped stays billed, unless its shipment is voided. */
export async function cancelOrder(ctx: Context, input: CancelOrder) {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    if (!canBecome(order.status, "cancelled"))
      throw wrongOrderStatus({ number: order.number, from: order.status, act: "cancel" });

    await cancelOpenLines(ctx, order);
    if (order.status === "draft") await withdrawAbout(ctx, "order-discount", order.id, "The order was cancelled.");
    changeOrderStatus(ctx, order, { to: "cancelled", event: orderCancelled, reason: input.reason });
    return { orderId: order.id };
  });
}
