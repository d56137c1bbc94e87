import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import { atMost } from "@/platform/database/dialect";
import { inLetters } from "@/platform/database/letters";
import { asCount, asQuantity } from "@/platform/database/numbers";
import { locations } from "./schema";
import { hasMissedAfter } from "./totals/follow-facts";
import { warehouseValues } from "./totals/schema";
import { revaluedBy, unvalued, valuedAsKept, valuedNow, valueOf, valuesReader } from "./totals/valued";

/** Past so many facts that nobody has followed, all is counted: nobody follows them, or very much happens. */
const UNVALUED_MAX = 2_000;

/**
 * The value of the stock at the catalog's current costs, by warehouse, in minor units. What is kept of it, and how
 * much the items differ from that which the facts since are about: as if all of it was counted. Where nothing is kept
 * it is.
 */
export async function listStockValueByWarehouse(ctx: ReadContext) {
  const held = valueByWarehouse(warehouseScope(ctx, sql`warehouse_id`));
  return ctx.db
    .select({
      warehouseId: locations.id,
      warehouseName: locations.name,
      // A cost has four decimals more than a minor unit.
      value: asCount(sql`round(coalesce(held.value, 0) / 10000)`),
      units: asQuantity(sql`coalesce(held.units, 0)`),
      withoutCost: asCount(sql`coalesce(held.without_cost, 0)`),
    })
    .from(locations)
    .leftJoin(sql`(${held}) as held`, sql`held.warehouse_id = ${locations.id}`)
    .where(and(eq(locations.kind, "warehouse"), isNull(locations.archivedAt), warehouseScope(ctx, locations.id)))
    .orderBy(inLetters(locations.name));
}

const valueByWarehouse = (isInScope: SQL): SQL => sql`
  with unread as materialized (${unvalued(atMost(UNVALUED_MAX))}),
  state as materialized (
    select exists (select from ${warehouseValues}) and (select count(*) from unread) < ${UNVALUED_MAX}::integer
      and ${valuesReader} is not null and not ${hasMissedAfter(valuesReader)} as is_kept),
  since as materialized (select array(${revaluedBy(sql`unread`)}) as variant_ids),
  parts as (
    select warehouse_id, value, units, without_cost from ${warehouseValues} where ${IS_KEPT} and ${isInScope}
    union all
    select warehouse_id, ${valueOf()}
    from (${valuedNow(sql`${IS_KEPT} and ${IS_SINCE} and ${isInScope}`)}) as now_held group by warehouse_id
    union all
    select warehouse_id, ${valueOf(sql`-1`)}
    from (${valuedAsKept(sql`${IS_KEPT} and ${IS_SINCE} and ${isInScope}`)}) as kept group by warehouse_id
    union all
    select warehouse_id, ${valueOf()}
    from (${valuedNow(sql`not ${IS_KEPT} and ${isInScope}`)}) as counted group by warehouse_id)
  select warehouse_id, sum(value) as value, sum(units) as units, sum(without_cost) as without_cost
  from parts group by warehouse_id`;

const IS_KEPT = sql`(select is_kept from state)`;
const IS_SINCE = sql`variant_id = any((select variant_ids from since)::uuid[])`;
