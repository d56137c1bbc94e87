import { type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { stockFigures } from "@/modules/inventory/available";
import { lots, stockAvailability, stockBalances } from "@/modules/inventory/schema";
import { STOCK_FACTS } from "@/modules/inventory/staleness";
import { shopToday } from "@/modules/shop/shop-today";
import type { TxContext } from "@/platform/context";
import { atMost } from "@/platform/database/dialect";
import { existsForEach } from "@/platform/database/exists-for-each";
import { arrayOf } from "@/platform/database/rows";
import type { ReadFact } from "@/platform/outbox/read-facts";
import type { stockSetTotals, stockTotals } from "./schema";

type Totals = typeof stockTotals | typeof stockSetTotals;

/** Totals of stock by place: `ofHeld` adds them up from `held`, whose places are warehouses. */
export type Sums = { table: Totals; ofHeld: SQL; isOfPlaces: SQL };

const STALE_AT_ONCE_MAX = 1_000;
const OfVariants = z.object({ variantIds: z.array(z.string()) });

/** What is available of it is as it was on a day that is over. */
const isStale = ({ goodUntil }: Totals): SQL => sql`${goodUntil} < ${shopToday}`;

export const isAnyStale = (table: Totals): SQL<boolean> =>
  existsForEach(sql`from ${table} where ${isStale(table)} order by ${table.goodUntil}`);

export async function staleVariants({ db }: TxContext, table: Totals): Promise<string[]> {
  const rows = await db.execute<{ variant_id: string }>(sql`
    select variant_id from ${table} where ${isStale(table)} ${atMost(STALE_AT_ONCE_MAX)}`);
  return rows.map(({ variant_id }) => variant_id);
}

export const variantsOf = (facts: readonly ReadFact[]): string[] =>
  facts.filter(({ name }) => STOCK_FACTS.includes(name)).flatMap(({ payload }) => OfVariants.parse(payload).variantIds);

/**
 * Writes the totals of these variants, or of all, that are not as the ledger says. Returns the places of those. What is
 * as it says is left out before: of rows that conflict Postgres locks all, and so writes those that stay as they are.
 */
export async function addUp(ctx: TxContext, sums: Sums, variantIds: readonly string[] | null): Promise<string[]> {
  if (variantIds?.length === 0) return [];
  const asked = variantIds && arrayOf([...new Set(variantIds)], "uuid");
  const isAsked = (row: SQL) => (asked ? sql`${row}.variant_id = any(${asked})` : sql`true`);
  const changed = await ctx.db.execute<{ place_id: string }>(sql`
    with held as (
      select a.warehouse_id as place_id, a.variant_id, a.on_hand, ${stockFigures(sql`a`).availableByFacts} as available,
        case when a.has_expiry then (
          select min(lot.expires_on) from ${stockBalances} balance join ${lots} lot on lot.id = balance.lot_id
          where balance.variant_id = a.variant_id and balance.warehouse_id = a.warehouse_id
            and balance.on_hand > 0 and lot.expires_on >= ${shopToday} and lot.blocked_at is null) end as good_until
      from ${stockAvailability} a where a.on_hand > 0 and ${isAsked(sql`a`)}
    ),
    sums as (${sums.ofHeld}),
    kept as materialized (
      select place_id, variant_id, on_hand, available, good_until from ${sums.table} t
      where ${isAsked(sql`t`)} and ${sums.isOfPlaces}
    ),
    gone as (
      delete from ${sums.table} t using (
        select place_id, variant_id from kept except select place_id, variant_id from sums) as none
      where t.variant_id = none.variant_id and t.place_id = none.place_id
      returning t.place_id
    ),
    written as (
      insert into ${sums.table} (place_id, variant_id, on_hand, available, good_until)
      select * from (select * from sums except select * from kept) as changed
      on conflict (place_id, variant_id) do update set
        on_hand = excluded.on_hand, available = excluded.available, good_until = excluded.good_until
      returning place_id
    )
    select place_id from gone union select place_id from written`);
  return changed.map(({ place_id }) => place_id);
}
