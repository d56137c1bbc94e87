import { eq, sql } from "drizzle-orm";
import { giveUpHolds } from "@/modules/inventory/holds/give-up-holds";
import { releaseStock } from "@/modules/inventory/reservations/release-stock";
import type { TxContext } from "@/platform/context";
import type { LockedOrder } from "./lock-order";
import { openQuantity } from "./order";
import { orderLines } from "./schema";

/** Cancels what an order has not shipped: releases its reservations and closes the open rest of each line. */
export async function cancelOpenLines(ctx: TxContext, order: LockedOrder): Promise<void> {
  if (order.lines.every((line) => openQuantity(line) === 0)) return;
  if (order.status !== "draft") await releaseStock(ctx, { documentId: order.id });
  if (order.isHolding) await giveUpHolds(ctx, order.id);
  await ctx.db
    .update(orderLines)
    .set({ cancelled: sql`${orderLines.quantity} - ${orderLines.shipped}` })
    .where(eq(orderLines.orderId, order.id));
}
