import { holdAvailable } from "@/modules/inventory/holds/hold-available";
import type { OrderRef } from "@/modules/orders/contract";
import { lockOrder } from "@/modules/orders/lock-order";
import { canHoldStock } from "@/modules/orders/order";
import { wrongOrderStatus } from "@/modules/orders/refusals";
import { readShopSettings } from "@/modules/shop/queries";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { nothingToHold, orderStockHeld, quotesHoldNothing } from "./hold";
import { recordHold } from "./record-hold";

/**
 * Lets a draft hold what is available of its lines, from now on for as long as the shop lets drafts: again, or longer
 * than it would.
 *
 * @throws quotesHoldNothing, nothingToHold
 */
export async function holdStock(ctx: Context, input: OrderRef): Promise<{ orderId: string; held: number }> {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    const { id: orderId, number, status, warehouseId, lines } = order;
    if (!canHoldStock(status)) throw wrongOrderStatus({ number, from: status, act: "hold-stock" });
    const { quoteHoldHours: hours } = await readShopSettings(ctx);
    if (hours === null) throw quotesHoldNothing({ number });
    const { held } = await holdAvailable(ctx, { documentId: orderId, warehouseId, hours, lines });
    if (held === 0) throw nothingToHold({ number });
    recordHold(ctx, order, { holds: `${held}`, event: orderStockHeld });
    return { orderId, held };
  });
}
