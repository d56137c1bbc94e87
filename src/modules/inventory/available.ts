import { type SQL, sql } from "drizzle-orm";
import { shopToday } from "@/modules/shop/shop-today";
import { stockHolds } from "./holds/schema";
import { lots, stockAvailability, stockBalances } from "./schema";

/**
 * The one definition of what is available: on hand, less what is expired, what is reserved, and what drafts hold. The
 * day of expiry still counts as good, and a hold ends by the clock. `row` is how the statement names its row of
 * `stock_availability`.
 */
export function stockFigures(row: SQL = sql`${stockAvailability}`) {
  const onHand = sql`${row}.on_hand`;
  const reserved = sql`${row}.reserved`;
  const expired = sql`case when ${row}.has_expiry then (
    select coalesce(sum(balance.on_hand), 0)::bigint
    from ${stockBalances} balance join ${lots} lot on lot.id = balance.lot_id
    where balance.variant_id = ${row}.variant_id and balance.warehouse_id = ${row}.warehouse_id
      and lot.expires_on < ${shopToday}
  ) else 0 end`;
  const held = sql`case when ${row}.held > 0 then (
    select coalesce(sum(hold.quantity), 0)::bigint from ${stockHolds} hold
    where hold.warehouse_id = ${row}.warehouse_id and hold.variant_id = ${row}.variant_id and hold.held_until > now()
  ) else 0 end`;
  return {
    expired,
    held,
    /** What covers no reservation: below zero where reserved stock has expired since. Holds promise nothing. */
    surplus: sql`(${onHand} - ${expired} - ${reserved})`,
    /** What may be reserved; below zero as the surplus is. */
    free: sql`(${onHand} - ${expired} - ${reserved} - ${held})`,
    available: sql`greatest(${onHand} - ${expired} - ${reserved} - ${held}, 0)`,
    /** The same until a hold that is over is taken away, and so it changes with the facts alone. */
    availableByFacts: sql`greatest(${onHand} - ${expired} - ${reserved} - ${row}.held, 0)`,
  };
}

/** Whether a lot's last good day is past; false without a lot or a date. */
export const isExpired: SQL<boolean> = sql<boolean>`coalesce(${lots.expiresOn} < ${shopToday}, false)`;
