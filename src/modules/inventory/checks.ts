import { type SQL, sql } from "drizzle-orm";
import { allocationChecks } from "@/modules/inventory/allocations/checks";
import { holdChecks } from "@/modules/inventory/holds/checks";
import { ROUTES } from "@/modules/inventory/ledger/posting";
import type { Context } from "@/platform/context";
import { mayDiffer, newSeed, weightedSum, weightOf } from "@/platform/database/fingerprint";
import { arrayOf } from "@/platform/database/rows";
import { type Check, type Report, verify } from "@/platform/database/verify";
import { type PostingKind, VIRTUAL_LOCATION_IDS, type VirtualKind } from "./inventory";
import { isNewEntry, isOfMovedVariant, type Mark } from "./proofs/proved";
import { serialChecks } from "./serials/checks";
import { totalsChecks } from "./totals/totals-check";
import { VALUES_CHECK } from "./totals/values-check";

const ROUTE_ROWS = sql.join(
  Object.entries(ROUTES).flatMap(([kind, routes]) =>
    routes.map(({ from, to }) => sql`(${kind}::text, ${from}::text, ${to}::text)`),
  ),
  sql`, `,
);

const BINS = "A bin holds the sum of its movements";
const WAYS = "Stock moves as its kind of entry may: from suppliers by receipts, to customers by shipments";

/** What is at a virtual location by all movements is what entries of these kinds and their reversals brought. */
const ENDS: readonly { name: string; end: VirtualKind; kinds: readonly PostingKind[] }[] = [
  {
    name: "What came from suppliers is what receipts say, less what was reversed",
    end: "supplier",
    kinds: ["receive"],
  },
  {
    name: "What adjustments took or found is what adjustments and opening stock say, less what was reversed",
    end: "adjustment",
    kinds: ["adjust", "open"],
  },
  { name: "Nothing is in transit", end: "transit", kinds: [] },
  {
    name: "What is in scrap came back from customers, since adjustments take what is damaged",
    end: "scrap",
    kinds: ["return"],
  },
  { name: "What is in quarantine came back from customers", end: "quarantine", kinds: ["return"] },
];
const END_ROWS = sql.join(
  ENDS.map(
    ({ name, end, kinds }) => sql`(${name}::text, ${VIRTUAL_LOCATION_IDS[end]}::uuid, ${arrayOf(kinds, "text")})`,
  ),
  sql`, `,
);

const PLACE = [sql`location_id`, sql`variant_id`, sql`lot_id`];
/** What `location` and the variant and lot of movement `m` weigh; nothing outside of warehouses. */
const weightAt = (seed: number, location: SQL): SQL => sql`case when ${location}.warehouse_id is null then 0
  else ${weightOf(seed, [sql`${location}.id`, sql`m.variant_id`, sql`m.lot_id`])} end`;

/**
 * Whether anything that follows from movements alone may not hold. One pass adds them up by way and kind of entry,
 * weighted by their bins; an end is reached by entries of other kinds, or it holds what its own kinds brought.
 */
const gate = (since: Mark | null, seed = newSeed()): SQL => sql`
    moved as (
      select e.kind, acts_as, from_place.kind as from_end, to_place.kind as to_end, quantity,
        ${weightAt(seed, sql`to_place`)} - ${weightAt(seed, sql`from_place`)} as weight
      from stock_movements m
      join entries e on e.id = m.transaction_id
      join locations from_place on from_place.id = m.from_location_id
      join locations to_place on to_place.id = m.to_location_id
      where ${isOfMovedVariant(sql`m.variant_id`, since)}
    ),
    ways as materialized (
      select kind, acts_as, from_end, to_end, ${weightedSum(sql`weight`, sql`quantity`)} as weighed
      from moved group by 1, 2, 3, 4
    ),
    held as (
      select ${weightedSum(sql`weight`, sql`on_hand`)} as weighed
      from (select on_hand, ${weightOf(seed, PLACE)} as weight from stock_balances b
        where ${isOfMovedVariant(sql`b.variant_id`, since)}) as balances
    ),
    gate as materialized (
      select (select coalesce(sum(weighed), 0) from ways) <> (select weighed from held)
        or exists (select from ways where ${isStray(sql`ways`)})
        or exists (select from ways join locations on locations.kind in (from_end, to_end)
          join ends on ends.location_id = locations.id where acts_as <> all(ends.kinds)) as is_open
    )`;
const IS_OPEN = sql`(select is_open from gate)`;

/** Whether no kind of entry goes the way of `row`; a reversal goes the other way round. */
const isStray = (row: SQL): SQL => sql`not exists (
  select from routes where routes.kind = ${row}.acts_as
    and routes.from_end = case when ${row}.kind = 'reverse' then ${row}.to_end else ${row}.from_end end
    and routes.to_end = case when ${row}.kind = 'reverse' then ${row}.from_end else ${row}.to_end end)`;

/**
 * All that follows from movements alone. Where it may not hold, movements are added up by item, lot, way and kind of
 * entry; without the fence of `offset 0` Postgres would look each entry up by itself, in the order of the groups.
 */
const flowChecks = (since: Mark | null): Check => ({
  names: [BINS, WAYS, ...ENDS.map(({ name }) => name)],
  rows: sql`
    with entries as not materialized (
      select t.id, t.kind, coalesce(original.kind, t.kind) as acts_as
      from stock_transactions t left join (
        select distinct reversed.id, reversed.kind
        from stock_transactions reversed join stock_transactions r on r.reverses_id = reversed.id
        where r.reverses_id is not null
      ) as original on original.id = t.reverses_id
    ),
    routes (kind, from_end, to_end) as (values ${ROUTE_ROWS}),
    ends (name, location_id, kinds) as (values ${END_ROWS}),
    ${gate(since)},
    flows as materialized (
      select variant_id, lot_id, from_id, to_id, kind, acts_as, sum(quantity)::bigint as quantity
      from (
        select m.variant_id, m.lot_id, m.from_location_id as from_id, m.to_location_id as to_id, kind, acts_as, quantity
        from stock_movements m join entries on entries.id = m.transaction_id
        where ${IS_OPEN} and ${isOfMovedVariant(sql`m.variant_id`, since)}
        offset 0
      ) as moved
      group by 1, 2, 3, 4, 5, 6
    ),
    bins as (
      select location_id, variant_id, sum(moved) as moved, sum(held) as held
      from (
        select to_id as location_id, variant_id, lot_id, quantity as moved, 0 as held from flows
        union all
        select from_id, variant_id, lot_id, -quantity, 0 from flows
        union all
        select location_id, variant_id, lot_id, 0, on_hand from stock_balances b
        where ${IS_OPEN} and ${isOfMovedVariant(sql`b.variant_id`, since)}
      ) as sides
      where location_id not in (select id from locations where warehouse_id is null)
      group by location_id, variant_id, lot_id
      having sum(moved) <> sum(held)
    ),
    places as (
      select flows.*, from_place.kind as from_end, to_place.kind as to_end
      from flows
      join locations from_place on from_place.id = from_id
      join locations to_place on to_place.id = to_id
    ),
    strays as (
      select distinct variant_id, kind, acts_as, from_id, to_id, from_end, to_end
      from places where ${isStray(sql`places`)}
    ),
    at_ends as (
      select ends.name, variant_id, acts_as = any(ends.kinds) as is_entered,
        case when to_id = location_id then quantity else -quantity end as quantity
      from flows join ends on ends.location_id in (from_id, to_id)
    )
    select ${BINS} as name, l.code || ' / ' || v.sku as subject, moved::text as expected, held::text as found
    from bins join locations l on l.id = location_id join variants v on v.id = variant_id
    union all
    select ${WAYS}, s.kind || ' ' || m.transaction_id || ' / ' || v.sku, 'a way of this kind of entry',
      m.quantity || ' from ' || from_end || ' to ' || to_end
    from strays s
    join stock_movements m on m.variant_id = s.variant_id and m.from_location_id = from_id and m.to_location_id = to_id
    join entries on entries.id = m.transaction_id and entries.kind = s.kind and entries.acts_as = s.acts_as
    join variants v on v.id = m.variant_id
    union all
    select name, v.sku, coalesce(sum(quantity) filter (where is_entered), 0)::text, sum(quantity)::text
    from at_ends join variants v on v.id = variant_id
    group by name, v.id
    having sum(quantity) <> coalesce(sum(quantity) filter (where is_entered), 0)`,
});

const WAITED_FOR: Check = {
  name: "What is waited for is the sum of what lines wait for",
  rows: sql`
    with sums as (
      select warehouse_id, variant_id, sum(short + backordered) as quantity
      from stock_reservations where short + backordered > 0 group by 1, 2
    )
    select l.code || ' / ' || v.sku as subject, coalesce(s.quantity, 0)::text as expected,
      coalesce(a.waiting, 0)::text as found
    from sums s
    full join (select * from stock_availability where waiting > 0) a
      on a.warehouse_id = s.warehouse_id and a.variant_id = s.variant_id
    join locations l on l.id = coalesce(a.warehouse_id, s.warehouse_id)
    join variants v on v.id = coalesce(a.variant_id, s.variant_id)
    where coalesce(s.quantity, 0) <> coalesce(a.waiting, 0)`,
};

/** What is kept for each bin and warehouse: few rows beside the ledger, which are always all looked at. */
const keptChecks = (): readonly Check[] => [
  {
    name: "A warehouse has the sum of its bins",
    rows: sql`
      with sides as not materialized (
        select warehouse_id, variant_id, on_hand as in_bins, 0 as kept from stock_balances
        union all
        select warehouse_id, variant_id, 0, on_hand from stock_availability
      ),
      differences as (
        select warehouse_id, variant_id, sum(in_bins) as in_bins, sum(kept) as kept from sides
        where ${mayDiffer(sql`sides`, [sql`warehouse_id`, sql`variant_id`], sql`in_bins - kept`)}
        group by warehouse_id, variant_id having sum(in_bins) <> sum(kept)
      )
      select l.code || ' / ' || v.sku as subject, in_bins::text as expected, kept::text as found
      from differences d join locations l on l.id = d.warehouse_id join variants v on v.id = d.variant_id`,
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
  WAITED_FOR,
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
    name: "Stock of which a lot expires or is blocked is marked so that such items are not available",
    rows: sql`
      select l.code || ' / ' || v.sku as subject, 'marked' as expected, 'not marked' as found
      from stock_availability a
      join locations l on l.id = a.warehouse_id
      join variants v on v.id = a.variant_id
      where not a.has_expiry and exists (
        select from stock_balances b join lots on lots.id = b.lot_id
        where b.warehouse_id = a.warehouse_id and b.variant_id = a.variant_id
          and (lots.expires_on is not null or lots.blocked_at is not null)
      )`,
  },
];

const entryChecks = (since: Mark | null): readonly Check[] => [
  {
    name: "Every stock entry has movements, or is a count, and a person or the system behind it",
    rows: sql`
      select t.id::text as subject,
        case t.kind when 'count' then 'a count and an actor' else 'movements and an actor' end as expected,
        'none' as found
      from stock_transactions t
      left join (select transaction_id from stock_movements m
        where ${isNewEntry(sql`m.transaction_id`, since)} group by 1) moved
        on moved.transaction_id = t.id
      left join stock_counts c on c.transaction_id = t.id
      where ${isNewEntry(sql`t.id`, since)} and (t.actor_id is null
        or (moved.transaction_id is not null) = (t.kind = 'count')
        or (c.transaction_id is not null) <> (t.kind = 'count'))`,
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
        where t.reverses_id is not null and ${isNewEntry(sql`t.id`, since)}
        group by 1, 2, 3, 4
      )
      select id::text as subject, '0' as expected, quantity::text as found from ends where quantity <> 0`,
  },
];

/** Invariants of the ledger: each check computes a sum again from the rows it is made of. */
export const inventoryChecks = (since: Mark | null): readonly Check[] => [
  flowChecks(since),
  ...keptChecks(),
  ...allocationChecks,
  ...holdChecks,
  ...serialChecks,
  ...entryChecks(since),
  ...totalsChecks(),
  VALUES_CHECK,
];

/** Computes the whole ledger and everything derived from it again, and names each difference. */
export const verifyLedger = (ctx: Pick<Context, "db">): Promise<Report> => verify(ctx, inventoryChecks(null));
