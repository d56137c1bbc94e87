import { and, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { products, variantColumns, variants } from "@/modules/catalog/schema";
import type { ListCountRequests } from "@/modules/inventory/contract";
import { locations, lots, stockBalances } from "@/modules/inventory/schema";
import { users } from "@/modules/users/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { countRequests } from "./schema";

const OLDEST_FIRST = keyset([countRequests.id, "uuid"]);
const warehouse = alias(locations, "warehouse");

/** Bins that wait to be counted, in one's warehouses; the longest first. */
export async function listCountRequests(ctx: ReadContext, input: ListCountRequests) {
  const rows = await ctx.db
    .select({
      id: countRequests.id,
      locationId: countRequests.locationId,
      locationCode: locations.code,
      warehouseName: warehouse.name,
      variantId: countRequests.variantId,
      ...variantColumns,
      lotId: countRequests.lotId,
      lotCode: lots.code,
      reason: countRequests.reason,
      missing: countRequests.missing,
      onHand: stockBalances.onHand,
      askedByName: users.name,
      askedAt: countRequests.askedAt,
      keys: OLDEST_FIRST.keys,
    })
    .from(countRequests)
    .innerJoin(locations, eq(locations.id, countRequests.locationId))
    .innerJoin(warehouse, eq(warehouse.id, countRequests.warehouseId))
    .innerJoin(variants, eq(variants.id, countRequests.variantId))
    .innerJoin(products, eq(products.id, variants.productId))
    .innerJoin(users, eq(users.id, countRequests.askedBy))
    .leftJoin(lots, eq(lots.id, countRequests.lotId))
    .leftJoin(
      stockBalances,
      and(
        eq(stockBalances.locationId, countRequests.locationId),
        eq(stockBalances.variantId, countRequests.variantId),
        sql`${stockBalances.lotId} is not distinct from ${countRequests.lotId}`,
      ),
    )
    .where(
      and(
        isNull(countRequests.countedAt),
        input.locationId === undefined ? undefined : eq(countRequests.locationId, input.locationId),
        warehouseScope(ctx, countRequests.warehouseId),
        OLDEST_FIRST.after(input),
      ),
    )
    .orderBy(...OLDEST_FIRST.order())
    .limit(input.limit + 1);
  return OLDEST_FIRST.toPage(rows, input);
}
