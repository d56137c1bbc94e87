import { eq, type SQL, sql } from "drizzle-orm";
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
import { withDeadline } from "@/platform/database/watch";
import { emitProgress } from "@/platform/outbox/emit";
import { hasFactsAfter, holdReader, moveReader, readFacts } from "@/platform/outbox/read-facts";
import { factReaders, outbox } from "@/platform/outbox/schema";
import { inTransaction } from "@/platform/transaction";
import { stockTotals } from "./schema";

/** Whose position says how far the totals have come. */
export const TOTALS_READER = "stock-totals";
/** Facts that are looked at together. A variant is added up once, however often it comes. */
export const FACTS_AT_ONCE_MAX = 2_000;
const EXPIRED_AT_ONCE_MAX = 1_000;
/** Everything is added up once, and after facts were missed. */
const WHOLE_MS = 300_000;
const OfVariants = z.object({ variantIds: z.array(z.string()) });

/**
 * Adds up again what the next facts of stock are about, and what has expired since. All of it commits with the position
 * that was read to. Of several who ask at once, one works. Returns how many facts were read.
 */
export async function keepTotals(ctx: Context): Promise<number> {
  if (!(await isDue(ctx))) return 0;
  return withDeadline(WHOLE_MS, () =>
    inTransaction(ctx, async (ctx) => {
      const held = await holdReader(ctx, TOTALS_READER);
      if (!held) return 0;
      if (await hasMissed(ctx, held.position)) {
        await ctx.db.execute(sql`select set_config('statement_timeout', ${`${WHOLE_MS}ms`}, true)`);
        await moveReader(ctx, TOTALS_READER, await lastPosition(ctx));
        await addUp(ctx, null);
        return 0;
      }
      const facts = await readFacts(ctx, TOTALS_READER, FACTS_AT_ONCE_MAX);
      const moved = facts
        .filter(({ name }) => STOCK_FACTS.includes(name))
        .flatMap(({ payload }) => OfVariants.parse(payload).variantIds);
      await addUp(ctx, [...new Set([...moved, ...(await expiredVariants(ctx))])]);
      return facts.length;
    }),
  );
}

const isStale = sql`${stockTotals.goodUntil} < ${shopToday}`;

/** Without a lock: for whoever asks all the time. */
async function isDue({ db }: Context): Promise<boolean> {
  const [row] = await db.execute<{ is_due: boolean }>(sql`
    with reader as (select position from ${factReaders} where ${eq(factReaders.name, TOTALS_READER)})
    select not exists (select from reader)
      or ${hasFactsAfter(sql`(select position from reader)`)}
      or ${existsForEach(sql`from ${stockTotals} where ${isStale} order by ${stockTotals.goodUntil}`)} as is_due`);
  return row?.is_due === true;
}

/** Whether facts after `position` are gone already, or none was ever read: loaded stock has none. */
async function hasMissed({ db }: TxContext, position: number): Promise<boolean> {
  if (position === 0) return true;
  const [row] = await db.execute<{ first: string | null }>(sql`select min(position) as first from ${outbox}`);
  return Number(row?.first ?? 0) > position + 1;
}

async function lastPosition({ db }: TxContext): Promise<number> {
  const [row] = await db.execute<{ last: string | null }>(sql`select max(position) as last from ${outbox}`);
  return Number(row?.last ?? 0);
}

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
