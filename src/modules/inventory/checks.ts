import { sql } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { type Check, type Report, verify } from "@/platform/database/verify";

/** Stands for "no lot": a full join takes hashable conditions only, and `is not distinct from` is none. */
const NO_LOT = sql`'00000000-0000-0000-0000-000000000000'::uuid`;

/** Invariants of the ledger: each check computes a sum again from the rows it is made of. */
export const INVENTORY_CHECKS: readonly Check[] = [
  {
    name: "A bin holds the sum of its movements",
    rows: sql`
      with sums as (
        select location_id, variant_id, lot_id, sum(quantity) as quantity
        from (
          select to_location_id as location_id, variant_id, lot_id, quantity from stock_movements
          union all
          select from_location_id, variant_id, lot_id, -quantity from stock_movements
        ) both_ends
        join locations l on l.id = location_id and l.warehouse_id is not null
        group by location_id, variant_id, lot_id
      )
      select l.code || ' / ' || v.sku as subject, coalesce(s.quantity, 0)::text as expected,
        coalesce(b.on_hand, 0)::text as found
      from sums s
      full join stock_balances b on b.location_id = s.location_id and b.variant_id = s.variant_id
        and coalesce(b.lot_id, ${NO_LOT}) = coalesce(s.lot_id, ${NO_LOT})
      join locations l on l.id = coalesce(b.location_id, s.location_id)
      join variants v on v.id = coalesce(b.variant_id, s.variant_id)
      where coalesce(s.quantity, 0) <> coalesce(b.on_hand, 0)`,
  },
  {
    name: "A warehouse has the sum of its bins",
    rows: sql`
      with sums as (
        select warehouse_id, variant_id, sum(on_hand) as quantity from stock_balances group by 1, 2
      )
      select l.code || ' / ' || v.sku as subject, coalesce(s.quantity, 0)::text as expected,
        coalesce(a.on_hand, 0)::text as found
      from sums s
      full join stock_availability a on a.warehouse_id = s.warehouse_id and a.variant_id = s.variant_id
      join locations l on l.id = coalesce(a.warehouse_id, s.warehouse_id)
      join variants v on v.id = coalesce(a.variant_id, s.variant_id)
      where coalesce(s.quantity, 0) <> coalesce(a.on_hand, 0)`,
  },
  {
    name: "Reserved stock is the sum of its reservations",
    rows: sql`
      with sums as (
        select warehouse_id, variant_id, sum(quantity) as quantity
        from stock_reservations where status = 'active' group by 1, 2
      )
      select l.code || ' / ' || v.sku as subject, coalesce(s.quantity, 0)::text as expected,
        coalesce(a.reserved, 0)::text as found
      from sums s
      full join stock_availability a on a.warehouse_id = s.warehouse_id and a.variant_id = s.variant_id
      join locations l on l.id = coalesce(a.warehouse_id, s.warehouse_id)
      join variants v on v.id = coalesce(a.variant_id, s.variant_id)
      where coalesce(s.quantity, 0) <> coalesce(a.reserved, 0)`,
  },
  {
    name: "No more is reserved than is on hand, and nothing is below zero",
    rows: sql`
      select v.sku as subject, '0 <= reserved <= on hand' as expected, a.reserved || ' of ' || a.on_hand as found
      from stock_availability a
      join variants v on v.id = a.variant_id
      where a.reserved < 0 or a.reserved > a.on_hand
      union all
      select v.sku, '0 <= on hand', b.on_hand::text
      from stock_balances b
      join variants v on v.id = b.variant_id
      where b.on_hand < 0`,
  },
  {
    name: "Every stock entry has movements and a person or the system behind it",
    rows: sql`
      select t.id::text as subject, 'movements and an actor' as expected, 'none' as found
      from stock_transactions t
      where not exists (select 1 from stock_movements m where m.transaction_id = t.id) or t.actor_id is null`,
  },
  {
    name: "A reversal is the mirror image of what it reverses",
    rows: sql`
      with ends as (
        select t.id, variant_id, lot_id, location_id, sum(quantity) as quantity
        from stock_transactions t
        join lateral (
          select variant_id, lot_id, to_location_id as location_id, quantity
          from stock_movements where transaction_id in (t.id, t.reverses_id)
          union all
          select variant_id, lot_id, from_location_id, -quantity
          from stock_movements where transaction_id in (t.id, t.reverses_id)
        ) both_ends on true
        where t.reverses_id is not null
        group by 1, 2, 3, 4
      )
      select id::text as subject, '0' as expected, quantity::text as found from ends where quantity <> 0`,
  },
];

/** Computes the whole ledger and everything derived from it again, and names each difference. */
export const verifyLedger = (ctx: Pick<Context, "db">): Promise<Report> => verify(ctx, INVENTORY_CHECKS);
