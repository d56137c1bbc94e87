import { sql } from "drizzle-orm";
import { stockSummed } from "@/modules/inventory/contract";
import { SHOP_ID } from "@/modules/shop/shop";
import type { Context, TxContext } from "@/platform/context";
import { emitProgress } from "@/platform/outbox/emit";
import { addUp, isAnyStale, staleVariants, type Sums, variantsOf } from "./add-up";
import { followFacts } from "./follow-facts";
import { stockTotals } from "./schema";

/** Whose position says how far the totals have come. */
export const TOTALS_READER = "stock-totals";

const SUMS: Sums = {
  table: stockTotals,
  isOfPlaces: sql`true`,
  ofHeld: sql`
    select place_id, variant_id, on_hand, available, good_until from held
    union all
    select ${SHOP_ID}::uuid, variant_id, sum(on_hand)::bigint, sum(available)::bigint, min(good_until)
    from held group by variant_id`,
};

/** Adds up again what the next facts of stock are about, and what has expired since. */
export const keepTotals = (ctx: Context): Promise<number> =>
  followFacts(ctx, {
    reader: TOTALS_READER,
    isDue: isAnyStale(stockTotals),
    addUp: async (ctx, facts) =>
      tell(ctx, await addUp(ctx, SUMS, facts && [...variantsOf(facts), ...(await staleVariants(ctx, stockTotals))])),
  });

function tell(ctx: TxContext, changed: readonly string[]): void {
  const warehouseIds = changed.filter((id) => id !== SHOP_ID);
  if (warehouseIds.length > 0) emitProgress(ctx, stockSummed, { warehouseIds });
}
