import { changeOrderStatus } from "@/modules/orders/change-order-status";
import { type CancelLine, orderCompleted, orderLineCancelled } from "@/modules/orders/contract";
import { lockOrder } from "@/modules/orders/lock-order";
import { canChange, openQuantity } from "@/modules/orders/order";
import { wrongOrderStatus } from "@/modules/orders/refusals";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { cancelsTooMuch, nothingLeftToShip } from "./refusals";
import { getLine, setCancelled } from "./set-cancelled";

/**
 * Cancels what is open of one line, or a part of it, and releases what was reserved for that. Where nothing else is
 * left to ship the order is complete; one of which nothing has shipped is cancelled as a whole instead.
 *
 * @throws cancelsTooMuch, nothingLeftToShip
 */
export async function cancelLine(ctx: Context, input: CancelLine): Promise<{ orderId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    const { number, status } = order;
    if (!canChange(status)) throw wrongOrderStatus({ number, from: status, act: "cancel-line" });
    const line = getLine(order, input.orderLineId);
    const open = openQuantity(line);
    if (input.quantity > open) throw cancelsTooMuch({ number, sku: line.sku, asked: input.quantity, open });
    const isLast = input.quantity === open && order.lines.every((other) => other === line || openQuantity(other) === 0);
    if (isLast && order.lines.every(({ shipped }) => shipped === 0)) throw nothingLeftToShip({ number });

    await setCancelled(ctx, order, line, { cancelled: line.cancelled + input.quantity, event: orderLineCancelled });
    if (isLast) changeOrderStatus(ctx, order, { to: "completed", event: orderCompleted });
    return { orderId: order.id };
  });
}
