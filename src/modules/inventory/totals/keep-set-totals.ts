import { type SQL, sql } from "drizzle-orm";
import { stockSummed } from "@/modules/inventory/contract";
import { accessChanged, usersChanged } from "@/modules/users/contract";
import { warehouseGrants } from "@/modules/users/schema";
import type { Context, TxContext } from "@/platform/context";
import { atMost } from "@/platform/database/dialect";
import { arrayOf } from "@/platform/database/rows";
import { emitProgress } from "@/platform/outbox/emit";
import { namesOf } from "@/shared/staleness";
import { addUp, isAnyStale, staleVariants, type Sums, variantsOf } from "./add-up";
import { allowWhole, followFacts } from "./follow-facts";
import { stockSets, stockSetTotals } from "./schema";

/** Whose position says how far the totals of sets have come. */
export const SETS_READER = "stock-set-totals";
/** The sets that most people have; of others the totals are added up for each page. */
const SETS_KEPT_MAX = 12;
const OF_PEOPLE = namesOf(accessChanged, usersChanged);

/** Totals of those sets for which the condition holds on `set.id`, or on another id. */
const sumsOf = (isOfPlaces: (id: SQL) => SQL): Sums => ({
  table: stockSetTotals,
  isOfPlaces: isOfPlaces(sql`t.place_id`),
  ofHeld: sql`
    select set.id as place_id, variant_id, sum(on_hand)::bigint as on_hand, sum(available)::bigint as available,
      min(good_until) as good_until
    from held join ${stockSets} set on held.place_id = any(set.warehouse_ids) and ${isOfPlaces(sql`set.id`)}
    group by set.id, variant_id`,
});

/** Adds up what the next facts of stock are about for each set of warehouses, and the sets that people have newly. */
export const keepSetTotals = (ctx: Context): Promise<number> =>
  followFacts(ctx, {
    reader: SETS_READER,
    isDue: isAnyStale(stockSetTotals),
    async addUp(ctx, facts) {
      const isOfPeople = facts === null || facts.some(({ name }) => OF_PEOPLE.includes(name));
      if (isOfPeople) await allowWhole(ctx);
      const added = isOfPeople ? arrayOf(await keepSets(ctx), "uuid") : null;
      if (facts === null)
        return void (await addUp(
          ctx,
          sumsOf(() => sql`true`),
          null,
        ));
      if (added)
        await addUp(
          ctx,
          sumsOf((id) => sql`${id} = any(${added})`),
          null,
        );
      const variantIds = [...variantsOf(facts), ...(await staleVariants(ctx, stockSetTotals))];
      await tell(
        ctx,
        await addUp(
          ctx,
          sumsOf(() => sql`true`),
          variantIds,
        ),
      );
    },
  });

/** Lets go of sets that nobody has any more, and returns those that are new and have no totals yet. */
async function keepSets({ db }: TxContext): Promise<string[]> {
  const wanted = sql`
    select warehouse_ids from (
      select array_agg(warehouse_id order by warehouse_id) as warehouse_ids
      from ${warehouseGrants} group by user_id having count(*) > 1) of_people
    group by warehouse_ids order by count(*) desc, warehouse_ids ${atMost(SETS_KEPT_MAX)}`;
  const isUnwanted = sql`warehouse_ids not in (${wanted})`;
  await db.execute(sql`
    delete from ${stockSetTotals} where place_id in (select id from ${stockSets} where ${isUnwanted})`);
  await db.execute(sql`delete from ${stockSets} where ${isUnwanted}`);
  const added = await db.execute<{ id: string }>(sql`
    insert into ${stockSets} (id, warehouse_ids)
    select gen_random_uuid(), warehouse_ids from (${wanted}) wanted
    where warehouse_ids not in (select warehouse_ids from ${stockSets})
    returning id`);
  return added.map(({ id }) => id);
}

async function tell(ctx: TxContext, setIds: readonly string[]): Promise<void> {
  if (setIds.length === 0) return;
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select distinct unnest(warehouse_ids) as id from ${stockSets} where id = any(${arrayOf(setIds, "uuid")})`);
  emitProgress(ctx, stockSummed, { warehouseIds: rows.map(({ id }) => id) });
}
