import { type SQL, sql } from "drizzle-orm";
import type { Mark } from "@/modules/inventory/proofs/proved";
import type { Check } from "@/platform/database/verify";
import { soldIn, withinDays } from "./sold";

/** How many days before the mark are counted again. */
const DAYS_AGAIN = 31;
const KEPT = "What is kept of a day's sales and margin is what left and came back on it";

/** By a key of both tables, with the name that it is told by. */
const differencesOf = (table: string, key: string, name: SQL): SQL => {
  const column = sql.identifier(key);
  return sql`
    select day, warehouse_id, ${name} as what, c.figures as expected, k.figures as found
      from (select day, warehouse_id, ${column} as of_id, concat_ws(' / ', sum(quantity), sum(net), sum(known_net),
                   coalesce(sum(cost), 0)) as figures
              from counted group by 1, 2, 3) c
      full join (select day, warehouse_id, ${column} as of_id,
                        concat_ws(' / ', quantity, net, known_net, cost) as figures
              from ${sql.identifier(table)} join days using (day)) k using (day, warehouse_id, of_id)
     where c.figures is distinct from k.figures`;
};

/** What was added up lately is nearly always of the newest days; the nights that count everything count the others. */
const isTouched = (since: Mark | null): SQL =>
  since ? sql`day >= ${since.at}::timestamptz::date - ${DAYS_AGAIN}::integer` : sql`true`;

/** What must hold of the days whose sales are kept: of all, or of the newest. */
export const reportsChecks = (since: Mark | null): readonly Check[] => [
  {
    name: KEPT,
    rows: sql`
      with days as materialized (
        select day, time_zone from sold_days, shop_settings where is_kept and ${isTouched(since)}),
      counted as materialized (
        select days.day, sold.* from days cross join lateral ${soldIn({
          condition: sql`true`,
          within: withinDays({ from: sql`days.day`, to: sql`days.day`, timeZone: sql`days.time_zone` }),
        })} sold),
      differences as (
        ${differencesOf("sold_by_variant", "variant_id", sql`(select sku from variants where id = of_id)`)}
        union all
        ${differencesOf("sold_by_customer", "customer_id", sql`'customer ' || of_id`)})
      select day || ' / ' || l.code || ' / ' || what as subject, coalesce(expected, 'none') as expected,
             coalesce(found, 'none') as found
        from differences join locations l on l.id = differences.warehouse_id`,
  },
];
