import { type SQL, sql } from "drizzle-orm";
import type { Context, TxContext } from "@/platform/context";
import { outbox } from "@/platform/outbox/schema";
import { followFacts } from "./follow-facts";
import { stockValues, warehouseValues } from "./schema";
import { revaluedBy, VALUES_READER, valuedAsKept, valuedNow, valueOf } from "./valued";

/** Values again what the next facts of stock and of costs are about. */
export const keepValues = (ctx: Context): Promise<number> =>
  followFacts(ctx, {
    reader: VALUES_READER,
    async addUp(ctx, facts) {
      if (facts === null) return value(ctx, sql`true`);
      const [first, last] = [facts[0]?.position, facts.at(-1)?.position];
      if (first === undefined || last === undefined) return;
      const read = sql`(select name, payload from ${outbox}
        where kind = 'event' and position between ${first}::bigint and ${last}::bigint) as facts`;
      await value(ctx, sql`variant_id = any(array(${revaluedBy(read)}))`);
    },
  });

/** Writes the rows that are not as they are now, and adds to each warehouse what is different. */
async function value(ctx: TxContext, isAsked: SQL): Promise<void> {
  await ctx.db.execute(sql`
    with now_held as materialized (${valuedNow(isAsked)}),
    kept as materialized (${valuedAsKept(isAsked)}),
    gone as (
      delete from ${stockValues} old using (
        select variant_id, warehouse_id from kept except select variant_id, warehouse_id from now_held) as none
      where old.variant_id = none.variant_id and old.warehouse_id = none.warehouse_id
    ),
    written as (
      insert into ${stockValues} as old (warehouse_id, variant_id, on_hand, cost)
      select * from (select * from now_held except select * from kept) as changed
      on conflict (variant_id, warehouse_id) do update set on_hand = excluded.on_hand, cost = excluded.cost
    ),
    added as (
      select warehouse_id, ${valueOf(sql`sign`)}
      from (select *, 1 as sign from now_held union all select *, -1 from kept) as sides
      group by warehouse_id
    )
    merge into ${warehouseValues} sums using added on added.warehouse_id = sums.warehouse_id
    when matched and (added.value, added.units, added.without_cost) <> (0, 0, 0) then update set
      value = sums.value + added.value, units = sums.units + added.units,
      without_cost = sums.without_cost + added.without_cost
    when not matched then insert (warehouse_id, value, units, without_cost)
      values (added.warehouse_id, added.value, added.units, added.without_cost)`);
}
