import { sql } from "drizzle-orm";
import * as z from "zod";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { stockFigures } from "./available";
import { stockAvailability, stockBalances } from "./schema";

/** The stock of a variant: in all warehouses of the person who asks, in one bin, and what is not reserved near it. */
export type StockOfBin = { total: number; inBin: number; hasLots: boolean; available: number };

const Rows = z.array(
  z.object({
    variantId: z.string(),
    total: z.coerce.number(),
    inBin: z.coerce.number(),
    hasLots: z.boolean(),
    available: z.coerce.number(),
  }),
);

/** The stock of these variants, those without any left out. Without a bin only `total` tells something. */
export async function listStockOfBin(
  ctx: Pick<Context, "db" | "actor">,
  { binId, variantIds }: { binId: string | null; variantIds: readonly string[] },
): Promise<Map<string, StockOfBin>> {
  if (variantIds.length === 0) return new Map();
  const rows = await ctx.db.execute(sql`
    select balance.variant_id as "variantId",
      sum(balance.on_hand) as total,
      coalesce(sum(balance.on_hand) filter (where balance.location_id = ${binId}::uuid), 0) as "inBin",
      coalesce(bool_or(balance.lot_id is not null)
        filter (where balance.location_id = ${binId}::uuid and balance.on_hand > 0), false) as "hasLots",
      coalesce((
        select greatest(${stockFigures(sql`availability`).surplus}, 0) from ${stockAvailability} availability
        where availability.variant_id = balance.variant_id
          and availability.warehouse_id = (select warehouse_id from locations where id = ${binId}::uuid)
      ), 0) as available
    from ${stockBalances} balance
    where balance.variant_id = any(${arrayOf(variantIds, "uuid")})
      and ${warehouseScope(ctx, sql`balance.warehouse_id`)}
    group by balance.variant_id`);
  return new Map(Rows.parse([...rows]).map(({ variantId, ...stock }) => [variantId, stock]));
}
