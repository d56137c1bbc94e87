import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { changeOrderStatus } from "./change-order-status";
import { type HoldOrder, orderHeld } from "./contract";
import { lockOrder } from "./lock-order";
import { canBecome } from "./order";
import { wrongOrderStatus } from "./refusals";

/** Stops an order from being shipped, with a reason. Its stock stays reserved. */
export async function holdOrder(ctx: Context, input: HoldOrder) {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    if (!canBecome(order.status, "on_hold"))
      throw wrongOrderStatus({ number: order.number, from: order.status, act: "hold" });

    changeOrderStatus(ctx, order, { to: "on_hold", event: orderHeld, holdReason: input.reason });
    return { orderId: order.id };
  });
}
