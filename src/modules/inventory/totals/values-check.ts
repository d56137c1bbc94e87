import { sql } from "drizzle-orm";
import type { Check } from "@/platform/database/verify";
import { hasMissedAfter } from "./follow-facts";
import { stockValues, warehouseValues } from "./schema";
import { revaluedBy, unvalued, valuedAsKept, valuedNow, valueOf, valuesReader } from "./valued";

/** As with totals, what facts are about that are not read yet is left out; sums are those of the kept rows at once. */
export const VALUES_CHECK: Check = {
  name: "The value of stock that is kept is what is on hand at the costs of the catalog",
  rows: sql`
    with unread as materialized (${unvalued(sql``)}),
    left_out (variant_id) as materialized (${revaluedBy(sql`unread`)}),
    shares as (
      select warehouse_id, variant_id, now_held.on_hand, now_held.cost, kept.on_hand as kept_on_hand,
        kept.cost as kept_cost
      from (${valuedNow(sql`true`)}) now_held
      full join (${valuedAsKept(sql`true`)}) kept using (warehouse_id, variant_id)
      where (now_held.on_hand, now_held.cost) is distinct from (kept.on_hand, kept.cost)
        and exists (select from ${warehouseValues}) and not ${hasMissedAfter(valuesReader)}
    ),
    sums as (
      select warehouse_id, added.value, added.units, added.without_cost, kept.value as kept_value,
        kept.units as kept_units, kept.without_cost as kept_without_cost
      from (select warehouse_id, ${valueOf()} from ${stockValues} group by warehouse_id) added
      full join ${warehouseValues} kept using (warehouse_id)
    )
    select l.code || ' / ' || v.sku as subject,
      coalesce(on_hand, 0) || ' at ' || coalesce(shares.cost::text, 'no cost') as expected,
      coalesce(kept_on_hand, 0) || ' at ' || coalesce(kept_cost::text, 'no cost') as found
    from shares join locations l on l.id = shares.warehouse_id join variants v on v.id = variant_id
    where variant_id not in (select variant_id from left_out)
    union all
    select l.code, concat_ws(' / ', value, units, without_cost),
      concat_ws(' / ', kept_value, kept_units, kept_without_cost)
    from sums join locations l on l.id = sums.warehouse_id
    where (coalesce(value, 0), coalesce(units, 0), coalesce(without_cost, 0))
      is distinct from (coalesce(kept_value, 0), coalesce(kept_units, 0), coalesce(kept_without_cost, 0))`,
};
