import { type SQL, sql } from "drizzle-orm";
import { type Context, requireActorId } from "@/platform/context";
import { existsForEach } from "@/platform/database/exists-for-each";
import { isGood, stockFigures } from "./available";
import { OWN_UNDO_MINUTES } from "./inventory";
import { locations, lots, stockAvailability, stockBalances, stockMovements, stockTransactions } from "./schema";

// What `reversalObstacle` asks of a row of stock_transactions, for a select.

export const isReversedEntry = existsForEach(sql`
  from ${stockTransactions} later where later.reverses_id = ${stockTransactions}.id`);

export const isOwnEntry = (ctx: Pick<Context, "actor">): SQL<boolean> =>
  sql<boolean>`(${stockTransactions}.actor_id = ${requireActorId(ctx)}::uuid)`;

/** By the database's clock, since the clocks of machines differ. */
export const isRecentEntry = sql<boolean>`
  (${stockTransactions}.recorded_at > now() - make_interval(mins => ${OWN_UNDO_MINUTES}::integer))`;

/** One row at most, by the whole key of its index: for each of 500 pieces all 2,000 of their bin would be read else. */
const balanceOf = (isOfLot: SQL): SQL => sql`
  select b.on_hand, b.allocated from ${stockBalances} b
  where b.location_id = taken.location_id and b.variant_id = taken.variant_id and ${isOfLot}`;

/**
 * A bin holds too little, beside what pick lists have bound, for all that the entry brought to it, or the warehouse too
 * little for its reservations, which expired items do not cover: what the posting of the reversal would refuse.
 */
export const isBuiltOnEntry = sql<boolean>`exists (
  with taken as (
    select place.location_id, moved.variant_id, moved.lot_id, sum(place.quantity) as quantity
    from ${stockMovements} moved cross join lateral (values
      (moved.to_location_id, moved.quantity), (moved.from_location_id, -moved.quantity)) place(location_id, quantity)
    where moved.transaction_id = ${stockTransactions.id}
    group by place.location_id, moved.variant_id, moved.lot_id
  )
  select from taken
  join ${locations} on ${locations.id} = taken.location_id and ${locations.warehouseId} is not null
  left join lateral (${balanceOf(sql`b.lot_id = taken.lot_id`)}
    union all ${balanceOf(sql`taken.lot_id is null and b.lot_id is null`)}) balance on true
  where taken.quantity > coalesce(balance.on_hand - balance.allocated, 0)
  union all
  select from (
    select ${locations.warehouseId} as warehouse_id, taken.variant_id, sum(taken.quantity) as quantity,
      sum(taken.quantity) filter (where ${isGood}) as good
    from taken join ${locations} on ${locations.id} = taken.location_id
    left join ${lots} on ${lots.id} = taken.lot_id
    group by ${locations.warehouseId}, taken.variant_id
  ) lost
  join ${stockAvailability} stock on stock.warehouse_id = lost.warehouse_id and stock.variant_id = lost.variant_id
  where (lost.quantity > 0 and lost.quantity > stock.on_hand - stock.reserved)
    or (lost.good > 0 and lost.good > ${stockFigures(sql`stock`).surplus})
)`;
