import { giveUpHolds } from "@/modules/inventory/holds/give-up-holds";
import type { OrderRef } from "@/modules/orders/contract";
import { lockOrder } from "@/modules/orders/lock-order";
import { canHoldStock } from "@/modules/orders/order";
import { wrongOrderStatus } from "@/modules/orders/refusals";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { orderStockFreed } from "./hold";
import { recordHold } from "./record-hold";

/** Gives up what a draft holds before its time is over. Of one that holds nothing nothing changes. */
export async function freeStock(ctx: Context, input: OrderRef): Promise<{ orderId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    const { id: orderId, number, status, isHolding } = order;
    if (!canHoldStock(status)) throw wrongOrderStatus({ number, from: status, act: "hold-stock" });
    if (!isHolding) return { orderId };
    await giveUpHolds(ctx, orderId);
    recordHold(ctx, order, { holds: "given up", event: orderStockFreed });
    return { orderId };
  });
}
