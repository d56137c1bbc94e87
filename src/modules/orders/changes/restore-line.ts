import { changeOrderStatus } from "@/modules/orders/change-order-status";
import { orderLineRestored, orderReopened, type RestoreLine } from "@/modules/orders/contract";
import type { Exceeded } from "@/modules/orders/credit";
import { lockOrder } from "@/modules/orders/lock-order";
import { canChange } from "@/modules/orders/order";
import { getOrderable } from "@/modules/orders/order-lines";
import { wrongOrderStatus } from "@/modules/orders/refusals";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { restoresTooMuch } from "./refusals";
import { getLine, setCancelled } from "./set-cancelled";

/**
 * Takes back what was cancelled of a line, as long as the items are available still, or somebody accepts that they
 * wait. An order that was complete without them is open again. The product must be for sale still; price and discount
 * were agreed before and stand.
 *
 * @throws restoresTooMuch, insufficientStock, creditExceeded, what `getOrderable` does
 */
export async function restoreLine(ctx: Context, input: RestoreLine): Promise<{ orderId: string; exceeded?: Exceeded }> {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    const { number, status } = order;
    if (!canChange(status) && status !== "completed")
      throw wrongOrderStatus({ number, from: status, act: "restore-line" });
    const line = getLine(order, input.orderLineId);
    const { sku, cancelled } = line;
    if (input.quantity > cancelled) throw restoresTooMuch({ number, sku, asked: input.quantity, cancelled });

    await getOrderable(ctx, { ...order, lines: [line] }, { hold: true });
    const restored = {
      cancelled: cancelled - input.quantity,
      event: orderLineRestored,
      accepted: input.acceptBackorders,
    };
    const exceeded = await setCancelled(ctx, order, line, restored);
    if (status === "completed") changeOrderStatus(ctx, order, { to: "confirmed", event: orderReopened });
    return { orderId: order.id, ...(exceeded && { exceeded }) };
  });
}
