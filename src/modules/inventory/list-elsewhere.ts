import { and, eq, gt, isNull, ne, sql } from "drizzle-orm";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import { inLetters } from "@/platform/database/letters";
import { arrayOf } from "@/platform/database/rows";
import { stockFigures } from "./available";
import type { ListAvailability } from "./contract";
import { locations, stockAvailability } from "./schema";

const WAREHOUSES_MAX = 20;

const { available } = stockFigures();

/**
 * Which other warehouses have any of these variants available, those with the most of them first: of the warehouses of
 * the person who asks.
 */
export async function listAvailableElsewhere(ctx: ReadContext, { warehouseId, variantIds }: ListAvailability) {
  if (variantIds.length === 0) return [];
  return ctx.db
    .select({
      warehouseId: locations.id,
      name: locations.name,
      items: sql<{ variantId: string; available: number }[]>`json_agg(
        json_build_object('variantId', ${stockAvailability.variantId}, 'available', ${available})
        order by ${stockAvailability.variantId})`,
    })
    .from(stockAvailability)
    .innerJoin(locations, eq(locations.id, stockAvailability.warehouseId))
    .where(
      and(
        sql`${stockAvailability.variantId} = any(${arrayOf(variantIds, "uuid")})`,
        ne(stockAvailability.warehouseId, warehouseId),
        warehouseScope(ctx, stockAvailability.warehouseId),
        eq(locations.kind, "warehouse"),
        isNull(locations.archivedAt),
        gt(stockAvailability.onHand, stockAvailability.reserved),
        sql`${available} > 0`,
      ),
    )
    .groupBy(locations.id)
    .orderBy(sql`count(*) desc`, inLetters(locations.name), locations.id)
    .limit(WAREHOUSES_MAX);
}
