import { type SQL, sql } from "drizzle-orm";
import { shopToday } from "@/modules/shop/shop-today";
import { lots, stockAvailability, stockBalances } from "./schema";

/**
 * The one definition of what is available: on hand, less what is expired, less what is reserved. The day of expiry
 * still counts as good. `row` is how the statement names its row of `stock_availability`.
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
  return {
    expired,
    /** Below zero where reserved stock has expired since. */
    surplus: sql`(${onHand} - ${expired} - ${reserved})`,
    available: sql`greatest(${onHand} - ${expired} - ${reserved}, 0)`,
  };
}

/** Whether a lot's last good day is past; false without a lot or a date. */
export const isExpired: SQL<boolean> = sql<boolean>`coalesce(${lots.expiresOn} < ${shopToday}, false)`;
