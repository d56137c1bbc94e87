import { and, eq, gt, sql } from "drizzle-orm";
import { lots, stockBalances } from "@/modules/inventory/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { ZERO } from "@/shared/quantity";

type Asked = { variantIds: readonly string[]; warehouseId?: string | undefined };

/** The serial numbers on hand of those items that have them: in all warehouses in scope, or in one. */
export async function listSerialsOnHand(
  ctx: ReadContext,
  { variantIds, warehouseId }: Asked,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (variantIds.length === 0) return new Map();
  const rows = await ctx.db
    .select({
      variantId: stockBalances.variantId,
      serials: sql<string[]>`array_agg(${lots.code} order by lower(${lots.code}))`,
    })
    .from(stockBalances)
    .innerJoin(lots, eq(lots.id, stockBalances.lotId))
    .where(
      and(
        sql`${stockBalances.variantId} = any(${arrayOf(variantIds, "uuid")})`,
        warehouseId ? eq(stockBalances.warehouseId, warehouseId) : undefined,
        gt(stockBalances.onHand, ZERO),
        stockBalances.hasSerials,
        warehouseScope(ctx, stockBalances.warehouseId),
      ),
    )
    .groupBy(stockBalances.variantId);
  return new Map(rows.map(({ variantId, serials }) => [variantId, serials]));
}
