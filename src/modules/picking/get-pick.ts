import { and, eq } from "drizzle-orm";
import { variants } from "@/modules/catalog/schema";
import { stockAllocations } from "@/modules/inventory/allocations/schema";
import { locations, lots } from "@/modules/inventory/schema";
import { orders } from "@/modules/orders/schema";
import type { TxContext } from "@/platform/context";
import { notWanted } from "./contract";

/** What a pick of this list is about, as it stands in the history. What is locked is locked by whoever changes it. */
export async function getPick(ctx: TxContext, listId: string, allocationId: string) {
  const [pick] = await ctx.db
    .select({
      orderId: orders.id,
      orderNumber: orders.number,
      status: orders.status,
      holdReason: orders.holdReason,
      variantId: variants.id,
      sku: variants.sku,
      locationCode: locations.code,
      lotCode: lots.code,
      hasSerials: variants.hasSerials,
    })
    .from(stockAllocations)
    .innerJoin(orders, eq(orders.id, stockAllocations.documentId))
    .innerJoin(variants, eq(variants.id, stockAllocations.variantId))
    .innerJoin(locations, eq(locations.id, stockAllocations.locationId))
    .leftJoin(lots, eq(lots.id, stockAllocations.lotId))
    .where(and(eq(stockAllocations.id, allocationId), eq(stockAllocations.listId, listId)));
  if (!pick) throw notWanted({});
  return pick;
}
