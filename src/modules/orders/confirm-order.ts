import { reserveStock } from "@/modules/inventory/reserve-stock";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { changeOrderStatus } from "./change-order-status";
import { type OrderRef, orderConfirmed, wrongOrderStatus } from "./contract";
import { lockOrder } from "./lock-order";
import { canConfirm } from "./order";

/** Reserves stock for every line, or changes nothing and names every shortage. */
export async function confirmOrder(ctx: Context, input: OrderRef) {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    if (!canConfirm(order.status))
      throw wrongOrderStatus({ number: order.number, from: order.status, to: "confirmed" });

    await reserveStock(ctx, {
      documentId: order.id,
      warehouseId: order.warehouseId,
      lines: order.lines.map(({ id, variantId, quantity }) => ({ lineId: id, variantId, quantity })),
    });
    await changeOrderStatus(ctx, order, { to: "confirmed", event: orderConfirmed });
    return { orderId: order.id };
  });
}
