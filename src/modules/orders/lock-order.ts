import { eq, sql } from "drizzle-orm";
import { variants } from "@/modules/catalog/schema";
import { stockHolds } from "@/modules/inventory/holds/schema";
import { stockReservations } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { asQuantity } from "@/platform/database/numbers";
import { mayUseWarehouse } from "@/shared/access";
import { orderNotFound } from "./refusals";
import { orderLines, orders } from "./schema";

export type LockedOrder = Awaited<ReturnType<typeof lockOrder>>;

/**
 * The order and its lines, under a row lock until the transaction ends. Both statements are sent at once; the second
 * runs after the lock is granted, so its snapshot sees the change that held it before.
 * @throws orderNotFound also when the caller has no access to its warehouse.
 */
export async function lockOrder(ctx: TxContext, orderId: string) {
  const [[order], lines] = await Promise.all([
    ctx.db.select().from(orders).where(eq(orders.id, orderId)).for("update"),
    ctx.db
      .select({
        id: orderLines.id,
        position: orderLines.position,
        variantId: orderLines.variantId,
        sku: variants.sku,
        hasSerials: variants.hasSerials,
        quantity: orderLines.quantity,
        shipped: orderLines.shipped,
        cancelled: orderLines.cancelled,
        claimed: orderLines.claimed,
        returned: orderLines.returned,
        credited: orderLines.credited,
        returnFee: orderLines.returnFee,
        unitPrice: orderLines.unitPrice,
        takesListedPrice: orderLines.takesListedPrice,
        priceListId: orderLines.priceListId,
        discountRate: orderLines.discountRate,
        discountAmount: orderLines.discountAmount,
        orderDiscount: orderLines.orderDiscount,
        taxRate: orderLines.taxRate,
        taxCategory: orderLines.taxCategory,
        taxReason: orderLines.taxReason,
        pricesIncludeTax: orderLines.pricesIncludeTax,
        netTotal: orderLines.netTotal,
        taxTotal: orderLines.taxTotal,
        /** What was reserved for it and lost: it can't ship. */
        short: asQuantity(sql`coalesce(${stockReservations.short}, 0)`),
        /** What was not there when it was ordered: it can't ship either. */
        backordered: asQuantity(sql`coalesce(${stockReservations.backordered}, 0)`),
        promisedOn: orderLines.promisedOn,
        /** Bound to pick lists. */
        allocated: asQuantity(sql`coalesce(${stockReservations.allocated}, 0)`),
        isHolding: sql<boolean>`exists (select from ${stockHolds} where ${stockHolds.documentId} = ${orderId}::uuid)`,
      })
      .from(orderLines)
      .innerJoin(variants, eq(variants.id, orderLines.variantId))
      .leftJoin(stockReservations, eq(stockReservations.lineId, orderLines.id))
      .where(eq(orderLines.orderId, orderId))
      .orderBy(orderLines.position),
  ]);
  if (!order || !mayUseWarehouse(ctx.actor, order.warehouseId)) throw orderNotFound({ orderId });
  return {
    ...order,
    /** Whether stock is held for it while it is a draft. */
    isHolding: lines.some(({ isHolding }) => isHolding),
    lines: lines.map(({ isHolding: _, ...line }) => line),
  };
}
