import { type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { stockFigures } from "@/modules/inventory/available";
import { STOCK_FACTS, stockSummed } from "@/modules/inventory/contract";
import { lots, stockAvailability, stockBalances } from "@/modules/inventory/schema";
import { SHOP_ID } from "@/modules/shop/shop";
import { shopToday } from "@/modules/shop/shop-today";
import type { Context, TxContext } from "@/platform/context";
import { atMost } from "@/platform/database/dialect";
import { existsForEach } from "@/platform/database/exists-for-each";
import { arrayOf } from "@/platform/database/rows";
import { emitProgress } from "@/platform/outbox/emit";
import { followFacts } from "./follow-facts";
import { stockTotals } from "./schema";

/** Whose position says how far the totals have come. */
export const TOTALS_READER = "stock-totals";
const EXPIRED_AT_ONCE_MAX = 1_000;
const OfVariants = z.object({ variantIds: z.array(z.string()) });
const isStale = sql`${stockTotals.goodUntil} < ${shopToday}`;

/** Adds up again what the next facts of stock are about, and what has expired since. */
export const keepTotals = (ctx: Context): Promise<number> =>
  followFacts(ctx, {
    reader: TOTALS_READER,
    isDue: existsForEach(sql`from ${stockTotals} where ${isStale} order by ${stockTotals.goodUntil}`),
    async addUp(ctx, facts) {
      if (facts === null) return addUp(ctx, null);
      const moved = facts
        .filter(({ name }) => STOCK_FACTS.includes(name))
        .flatMap(({ payload }) => OfVariants.parse(payload).variantIds);
      await addUp(ctx, [...new Set([...moved, ...(await expiredVariants(ctx))])]);
    },
  });

async function expiredVariants({ db }: TxContext): Promise<string[]> {
  const rows = await db.execute<{ variant_id: string }>(sql`
    select variant_id from ${stockTotals} where ${isStale} ${atMost(EXPIRED_AT_ONCE_MAX)}`);
  return rows.map(({ variant_id }) => variant_id);
}

/** Writes the rows of these variants, or of all, where they are not as the ledger says, and tells the places. */
async function addUp(ctx: TxContext, variantIds: readonly string[] | null): Promise<void> {
  if (variantIds?.length === 0) return;
  const isAsked = (row: SQL) => (variantIds ? sql`${row}.variant_id = any(${arrayOf(variantIds, "uuid")})` : sql`true`);
  const changed = await ctx.db.execute<{ place_id: string }>(sql`
    with held as (
      select a.warehouse_id as place_id, a.variant_id, a.on_hand, ${stockFigures(sql`a`).available} as available,
        case when a.has_expiry then (
          select min(lot.expires_on) from ${stockBalances} balance join ${lots} lot on lot.id = balance.lot_id
          where balance.variant_id = a.variant_id and balance.warehouse_id = a.warehouse_id
            and balance.on_hand > 0 and lot.expires_on >= ${shopToday}) end as good_until
      from ${stockAvailability} a where a.on_hand > 0 and ${isAsked(sql`a`)}
    ),
    sums as (
      select place_id, variant_id, on_hand, available, good_until from held
      union all
      select ${SHOP_ID}::uuid, variant_id, sum(on_hand)::bigint, sum(available)::bigint, min(good_until)
      from held group by variant_id
    ),
    gone as (
      delete from ${stockTotals} t where ${isAsked(sql`t`)} and not exists (
        select from sums where sums.place_id = t.place_id and sums.variant_id = t.variant_id)
      returning t.place_id
    ),
    written as (
      insert into ${stockTotals} as t (place_id, variant_id, on_hand, available, good_until)
      select * from sums
      on conflict (place_id, variant_id) do update set
        on_hand = excluded.on_hand, available = excluded.available, good_until = excluded.good_until
      where (t.on_hand, t.available, t.good_until)
        is distinct from (excluded.on_hand, excluded.available, excluded.good_until)
      returning t.place_id
    )
    select place_id from gone union select place_id from written`);
  const warehouseIds = changed.map(({ place_id }) => place_id).filter((id) => id !== SHOP_ID);
  if (warehouseIds.length > 0) emitProgress(ctx, stockSummed, { warehouseIds });
}
