import { and, eq, gt } from "drizzle-orm";
import { lotState } from "@/modules/inventory/available";
import { locations, lots } from "@/modules/inventory/schema";
import type { Context } from "@/platform/context";
import { ZERO } from "@/shared/quantity";
import { stockAllocations } from "./schema";

/** What is bound of a document now, and where; the first expired first. */
export const listAllocated = (ctx: Pick<Context, "db">, documentId: string) =>
  ctx.db
    .select({
      lineId: stockAllocations.lineId,
      variantId: stockAllocations.variantId,
      locationId: stockAllocations.locationId,
      locationCode: locations.code,
      lotId: stockAllocations.lotId,
      lotCode: lots.code,
      ...lotState,
      quantity: stockAllocations.quantity,
      picked: stockAllocations.picked,
    })
    .from(stockAllocations)
    .innerJoin(locations, eq(locations.id, stockAllocations.locationId))
    .leftJoin(lots, eq(lots.id, stockAllocations.lotId))
    .where(and(eq(stockAllocations.documentId, documentId), gt(stockAllocations.quantity, ZERO)))
    .orderBy(lots.expiresOn, stockAllocations.id);
