import { sql } from "drizzle-orm";
import * as z from "zod";
import { products, variants } from "@/modules/catalog/schema";
import { stockFigures, isGood } from "@/modules/inventory/available";
import { goodsArePromised } from "@/modules/inventory/refusals";
import { locations, lots, stockAvailability } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { inLetters } from "@/platform/database/letters";
import { rowsOf } from "@/platform/database/rows";
import type { BalanceChange } from "./posting";

const Uncovered = z.array(
  z.object({
    variantId: z.string(),
    sku: z.string(),
    title: z.string(),
    requested: z.coerce.number(),
    available: z.coerce.number(),
  }),
);

/**
 * After a posting that took stock of which some expires. What is expired covers no reservation, so the good items that
 * remain must. The posting holds the rows of `stock_availability`: no other can change their sums.
 *
 * @throws goodsArePromised
 */
export async function assertGoodItemsCover(ctx: TxContext, changes: readonly BalanceChange[]): Promise<void> {
  const columns = { locationId: "uuid", variantId: "uuid", lotId: "uuid", delta: "bigint" } as const;
  const { surplus } = stockFigures(sql`a`);
  const rows = await ctx.db.execute(sql`
    with good as (
      select ${locations.warehouseId} as warehouse_id, change."variantId" as variant_id, sum(change.delta) as delta
      from ${rowsOf("change", columns, changes)}
      join ${locations} on ${locations.id} = change."locationId"
      left join ${lots} on ${lots.id} = change."lotId"
      where ${isGood}
      group by 1, 2 having sum(change.delta) < 0
    )
    select v.id as "variantId", v.sku, p.title, -good.delta as requested,
      greatest(${surplus} - good.delta, 0) as available
    from good
    join ${stockAvailability} a on a.warehouse_id = good.warehouse_id and a.variant_id = good.variant_id
    join ${variants} v on v.id = a.variant_id
    join ${products} p on p.id = v.product_id
    where ${surplus} < 0
    order by ${inLetters(sql`v.sku`)}`);
  const shortages = Uncovered.parse(rows);
  if (shortages.length > 0) throw goodsArePromised({ shortages });
}
