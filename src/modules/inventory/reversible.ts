import { type SQL, sql } from "drizzle-orm";
import { type Context, requireActorId } from "@/platform/context";
import { OWN_UNDO_MINUTES } from "./inventory";
import { locations, stockAvailability, stockBalances, stockMovements, stockTransactions } from "./schema";

// What `reversalObstacle` asks of a row of stock_transactions, for a select.

export const isReversedEntry = sql<boolean>`exists (
  select from ${stockTransactions} later where later.reverses_id = ${stockTransactions}.id
)`;

export const isOwnEntry = (ctx: Pick<Context, "actor">): SQL<boolean> =>
  sql<boolean>`(${stockTransactions}.actor_id = ${requireActorId(ctx)}::uuid)`;

/** By the database's clock, since the clocks of machines differ. */
export const isRecentEntry = sql<boolean>`
  (${stockTransactions}.recorded_at > now() - make_interval(mins => ${OWN_UNDO_MINUTES}::integer))`;

/** Its items have left the bin they came to, or the warehouse needs them for reservations. */
export const isBuiltOnEntry = sql<boolean>`exists (
  select from ${stockMovements} moved
  join ${stockBalances} balance on balance.location_id = moved.to_location_id
    and balance.variant_id = moved.variant_id and balance.lot_id is not distinct from moved.lot_id
  join ${locations} origin on origin.id = moved.from_location_id
  join ${stockAvailability} stock on stock.warehouse_id = balance.warehouse_id
    and stock.variant_id = balance.variant_id
  where moved.transaction_id = ${stockTransactions}.id
    and (balance.on_hand < moved.quantity or (
      origin.warehouse_id is distinct from balance.warehouse_id and stock.on_hand - stock.reserved < moved.quantity
    ))
)`;
