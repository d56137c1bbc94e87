import { type SQL, sql } from "drizzle-orm";
import { shopToday } from "@/modules/shop/shop-today";
import { stockHolds } from "./holds/schema";
import { lots, stockAvailability, stockBalances } from "./schema";

/**
 * The one definition of what is available: on hand, less what is expired or blocked, what is reserved, and what drafts
 * hold. The day of expiry still counts as good, and a hold ends by the clock. `row` is how the statement names its row
 * of `stock_availability`.
 */
export function stockFigures(row: SQL = sql`${stockAvailability}`) {
  const onHand = sql`${row}.on_hand`;
  const reserved = sql`${row}.reserved`;
  const inLots = (which: SQL) => sql`case when ${row}.has_expiry then (
    select coalesce(sum(balance.on_hand), 0)::bigint
    from ${stockBalances} balance join ${lots} lot on lot.id = balance.lot_id
    where balance.variant_id = ${row}.variant_id and balance.warehouse_id = ${row}.warehouse_id and ${which}
  ) else 0 end`;
  const unfit = inLots(sql`(lot.expires_on < ${shopToday} or lot.blocked_at is not null)`);
  const held = sql`case when ${row}.held > 0 then (
    select coalesce(sum(hold.quantity), 0)::bigint from ${stockHolds} hold
    where hold.warehouse_id = ${row}.warehouse_id and hold.variant_id = ${row}.variant_id and hold.held_until > now()
  ) else 0 end`;
  return {
    /** What nobody has blocked. */
    expired: inLots(sql`lot.expires_on < ${shopToday} and lot.blocked_at is null`),
    blocked: inLots(sql`lot.blocked_at is not null`),
    held,
    /** What covers no reservation: below zero where reserved stock is good no longer. Holds promise nothing. */
    surplus: sql`(${onHand} - ${unfit} - ${reserved})`,
    /** What may be reserved; below zero as the surplus is. */
    free: sql`(${onHand} - ${unfit} - ${reserved} - ${held})`,
    available: sql`greatest(${onHand} - ${unfit} - ${reserved} - ${held}, 0)`,
    /** The same until a hold that is over is taken away, and so it changes with the facts alone. */
    availableByFacts: sql`greatest(${onHand} - ${unfit} - ${reserved} - ${row}.held, 0)`,
  };
}

/** Whether a lot's last good day is past; false without a lot or a date. */
export const isExpired: SQL<boolean> = sql<boolean>`coalesce(${lots.expiresOn} < ${shopToday}, false)`;

/** Whether somebody has blocked the lot; false without one. */
export const isBlocked: SQL<boolean> = sql<boolean>`(${lots.blockedAt} is not null)`;

/** Whether it may be promised, picked and shipped, as whatever is in no lot may. */
export const isGood: SQL<boolean> = sql<boolean>`not (${isExpired} or ${isBlocked})`;

/** What screens say of the lot of a row. */
export const lotState = { expiresOn: lots.expiresOn, isExpired, isBlocked, blockReason: lots.blockReason };
