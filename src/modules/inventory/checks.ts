import { type SQL, sql } from "drizzle-orm";
import { ROUTES } from "@/modules/inventory/ledger/posting";
import type { Context } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { type Check, type Report, verify } from "@/platform/database/verify";
import { type PostingKind, VIRTUAL_LOCATION_IDS, type VirtualKind } from "./inventory";

/** Stands for "no lot": a full join takes hashable conditions only, and `is not distinct from` is none. */
const NO_LOT = sql`'00000000-0000-0000-0000-000000000000'::uuid`;

const ROUTE_ROWS = sql.join(
  Object.entries(ROUTES).flatMap(([kind, routes]) =>
    routes.map(({ from, to }) => sql`(${kind}::text, ${from}::text, ${to}::text)`),
  ),
  sql`, `,
);

/** What is at a virtual location by all movements, against what entries of `kinds` and their reversals brought. */
function virtualBalance(end: VirtualKind, kinds: readonly PostingKind[]): SQL {
  return sql`
    with moved as (
      select m.variant_id, coalesce(original.kind, t.kind) = any(${arrayOf(kinds, "text")}) as is_entered,
        case when m.to_location_id = ${VIRTUAL_LOCATION_IDS[end]}::uuid then m.quantity else -m.quantity end as quantity
      from stock_movements m
      join stock_transactions t on t.id = m.transaction_id
      left join stock_transactions original on original.id = t.reverses_id
      where ${VIRTUAL_LOCATION_IDS[end]}::uuid in (m.from_location_id, m.to_location_id)
    )
    select v.sku as subject, coalesce(sum(moved.quantity) filter (where is_entered), 0)::text as expected,
      sum(moved.quantity)::text as found
    from moved join variants v on v.id = moved.variant_id
    group by v.id
    having sum(moved.quantity) <> coalesce(sum(moved.quantity) filter (where is_entered), 0)`;
}

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
    name: "Stock of which a lot expires is marked so that expired items are not available",
    rows: sql`
      select l.code || ' / ' || v.sku as subject, 'marked' as expected, 'not marked' as found
      from stock_availability a
      join locations l on l.id = a.warehouse_id
      join variants v on v.id = a.variant_id
      where not a.has_expiry and exists (
        select from stock_balances b join lots on lots.id = b.lot_id
        where b.warehouse_id = a.warehouse_id and b.variant_id = a.variant_id and lots.expires_on is not null
      )`,
  },
  {
    name: "Every stock entry has movements, or is a count, and a person or the system behind it",
    rows: sql`
      select t.id::text as subject,
        case t.kind when 'count' then 'a count and an actor' else 'movements and an actor' end as expected,
        'none' as found
      from stock_transactions t
      where t.actor_id is null
        or exists (select from stock_movements m where m.transaction_id = t.id) = (t.kind = 'count')
        or exists (select from stock_counts c where c.transaction_id = t.id) <> (t.kind = 'count')`,
  },
  {
    name: "Stock moves as its kind of entry may: from suppliers by receipts, to customers by shipments",
    rows: sql`
      with routes (kind, from_end, to_end) as (values ${ROUTE_ROWS}),
      ends as (
        select t.id, t.kind, coalesce(original.kind, t.kind) as acts_as, t.kind = 'reverse' as is_back, v.sku,
          m.quantity,
          from_place.kind as from_end, to_place.kind as to_end
        from stock_movements m
        join stock_transactions t on t.id = m.transaction_id
        left join stock_transactions original on original.id = t.reverses_id
        join variants v on v.id = m.variant_id
        join locations from_place on from_place.id = m.from_location_id
        join locations to_place on to_place.id = m.to_location_id
      )
      select kind || ' ' || id || ' / ' || sku as subject, 'a way of this kind of entry' as expected,
        quantity || ' from ' || from_end || ' to ' || to_end as found
      from ends
      where not exists (
        select from routes where routes.kind = ends.acts_as
          and routes.from_end = case when is_back then ends.to_end else ends.from_end end
          and routes.to_end = case when is_back then ends.from_end else ends.to_end end
      )`,
  },
  {
    name: "What came from suppliers is what receipts say, less what was reversed",
    rows: virtualBalance("supplier", ["receive"]),
  },
  {
    name: "What adjustments took or found is what adjustments and opening stock say, less what was reversed",
    rows: virtualBalance("adjustment", ["adjust", "open"]),
  },
  { name: "Nothing is in transit", rows: virtualBalance("transit", []) },
  { name: "Nothing is in scrap, since adjustments take what is damaged", rows: virtualBalance("scrap", []) },
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
