import type { OrderRef } from "@/modules/orders/contract";
import { lockOrder } from "@/modules/orders/lock-order";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { type DraftFrom, draftFrom } from "./draft-from";

/**
 * The same again, as a draft at today's prices: discounts and prices that were given once are not given again by a
 * click. What was cancelled of an order is left out; of one that was cancelled whole everything is taken.
 */
export async function duplicateOrder(ctx: Context, input: OrderRef): Promise<DraftFrom> {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    const wanted = order.lines
      .map((line) => ({ ...line, quantity: line.quantity - line.cancelled }))
      .filter(({ quantity }) => quantity > 0);
    const lines = wanted.length > 0 ? wanted : order.lines;
    return draftFrom(ctx, order, {
      kind: "duplicate",
      lines: lines.map(({ variantId, sku, quantity }) => ({ variantId, sku, quantity })),
    });
  });
}
