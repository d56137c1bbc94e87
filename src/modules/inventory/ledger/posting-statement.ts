import { type SQL, sql } from "drizzle-orm";
import { variants } from "@/modules/catalog/schema";
import {
  locations,
  stockAvailability,
  stockBalances,
  stockMovements,
  stockTransactions,
} from "@/modules/inventory/schema";
import { type Context, requireActorId } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import type { BalanceChange, Posting } from "./posting";

/**
 * A posting as one statement. `posting-statement.test.sql` shows its whole text in each of its shapes. Its steps:
 *
 *     header                the transaction: no row when its key was posted before, and then no step has any work
 *     movements             its movements, in their order
 *     locked_balances       row locks on the balances that change, in key order
 *     lowered_balances      balances that lose stock, where they hold enough beside what is allocated to pick lists
 *     gaining_bins          active bins that gain stock, share-locked so that they are not archived meanwhile
 *     added_balances        their balances, inserted or added to in key order
 *     raised_balances       what was added, read after the insert
 *     changed_balances      the changes of all bins
 *     warehouse_changes     their sums by warehouse and variant, with the reservations that are fulfilled
 *     locked_availability   row locks on availability, in key order
 *     lowered_availability  availability that is lowered, where what remains covers the reservations; it names the
 *                           rows of stock that expires, of which less may be good than is on hand
 *     raised_availability   availability that is raised, inserted or added to in key order; it names what is waited for
 *
 * Lock order: balances before availability, each in key order. Concurrent postings and reservations, which lock
 * availability in the same order, wait for each other and do not deadlock. A locking step reads the latest version of
 * a row (READ COMMITTED re-check), so sums and conditions are computed there and not where the row is written. Where it
 * is written, Postgres first tries the version that the statement began with, and checks constraints on that: so all
 * columns that a check compares are set as they were locked, also one that stays as it is.
 *
 * One statement for each step would be seven round trips with rows locked instead of one. A function in the database
 * would do the same work, outside the types and the tests.
 */
export function postingStatement(
  ctx: Pick<Context, "actor" | "now">,
  transactionId: string,
  posting: Posting,
  changes: readonly BalanceChange[],
): SQL {
  const gains = changes.filter(({ delta }) => delta > 0);
  const fulfilled = posting.fulfilled ?? [];
  // A step without rows still costs planning and startup, and most postings only add, so unused steps are left out.
  const hasLosses = changes.length > gains.length;
  const hasGains = gains.length > 0;
  const mayRefuse = hasLosses || fulfilled.length > 0;
  const steps = [
    insertHeader(ctx, transactionId, posting),
    insertMovements(posting),
    ...(hasLosses ? [lockBalances(changes), LOWER_BALANCES] : []),
    ...(hasGains ? [findGainingBins(gains), addToBalances(hasLosses), RAISED_BALANCES] : []),
    unionChanges(hasLosses, hasGains),
    sumByWarehouse(fulfilled),
    ...(mayRefuse ? [LOCK_AVAILABILITY, LOWER_AVAILABILITY] : []),
    ...(hasGains ? [raiseAvailability(mayRefuse)] : []),
  ];
  const more = sql.join([...(mayRefuse ? [RESERVED] : []), ...(hasGains ? [WAITED_FOR] : [])]);
  return sql`with ${sql.join(steps, sql`, `)}
select 'header' as what, null::uuid as warehouse_id, null::uuid as location_id, null::uuid as variant_id,
  null::uuid as lot_id, 0 as delta
from header
union all
select 'bin', warehouse_id, location_id, variant_id, lot_id, delta from changed_balances${more}`;
}

/** What cannot leave its warehouse because it is reserved; and what left where stock expires. */
const RESERVED = sql`
union all
select 'reserved', warehouse_id, null, variant_id, null, on_hand from warehouse_changes
where not is_gain and (warehouse_id, variant_id) not in (select warehouse_id, variant_id from lowered_availability)
union all
select 'expiring', warehouse_id, null, variant_id, null, 0 from lowered_availability where has_expiry`;

/** What came to a warehouse where somebody waits for it. */
const WAITED_FOR = sql`
union all
select 'waited-for', warehouse_id, null, variant_id, null, 0 from raised_availability where waiting > 0`;

function insertHeader(ctx: Pick<Context, "actor" | "now">, transactionId: string, posting: Posting): SQL {
  const { document } = posting;
  const occurredAt = (posting.occurredAt ?? ctx.now).toISOString();
  return sql`header as (
  insert into ${stockTransactions} (
    id, kind, occurred_at, recorded_at, actor_id, reason, note, reference,
    document_kind, document_id, document_label, posting_key, reverses_id
  ) values (
    ${transactionId}, ${posting.kind}, ${occurredAt}, ${ctx.now.toISOString()}, ${requireActorId(ctx)},
    ${posting.reason ?? null}, ${posting.note ?? ""}, ${posting.reference ?? ""},
    ${document?.kind ?? null}, ${document?.id ?? null}, ${document?.label ?? null},
    ${posting.postingKey}, ${posting.reversesId ?? null}
  )
  on conflict (posting_key) do nothing
  returning id
)`;
}

function insertMovements({ movements }: Posting): SQL {
  const lines = movements.map((movement, ordinal) => ({ ...movement, ordinal }));
  const columns = {
    ordinal: "integer",
    variantId: "uuid",
    lotId: "uuid",
    fromLocationId: "uuid",
    toLocationId: "uuid",
    quantity: "bigint",
    unitCost: "bigint",
  } as const;
  return sql`movements as (
  insert into ${stockMovements} (
    transaction_id, variant_id, lot_id, from_location_id, to_location_id, quantity, unit_cost
  )
  select header.id, "variantId", "lotId", "fromLocationId", "toLocationId", quantity, "unitCost"
  from header, ${rowsOf("line", columns, lines)}
  order by ordinal
)`;
}

const changesOf = (changes: readonly BalanceChange[]) =>
  rowsOf("change", { locationId: "uuid", variantId: "uuid", lotId: "uuid", delta: "bigint" }, changes);

/** Gaining balances are locked too, so that an opposite posting locks the same rows in the same order. */
const lockBalances = (changes: readonly BalanceChange[]) => sql`locked_balances as materialized (
  select b.location_id, b.variant_id, b.lot_id, change.delta, b.on_hand + change.delta as on_hand, b.allocated
  from header, ${changesOf(changes)}
  join ${stockBalances} b on b.location_id = change."locationId" and b.variant_id = change."variantId"
    and b.lot_id is not distinct from change."lotId"
  order by b.location_id, b.variant_id, b.lot_id
  for update of b
)`;

const LOWER_BALANCES = sql`lowered_balances as (
  update ${stockBalances} b set on_hand = locked.on_hand, allocated = locked.allocated, version = b.version + 1
  from locked_balances locked
  where b.location_id = locked.location_id and b.variant_id = locked.variant_id
    and b.lot_id is not distinct from locked.lot_id
    and locked.delta < 0 and locked.on_hand >= locked.allocated
  returning b.warehouse_id, b.location_id, b.variant_id, b.lot_id, locked.delta
)`;

/**
 * The share lock waits for a transaction that archives the bin, and then finds it archived. Of an item that has serial
 * numbers only a single piece comes in, by the lot that is its number.
 */
const findGainingBins = (gains: readonly BalanceChange[]) => sql`gaining_bins as materialized (
  select l.warehouse_id, change."locationId" as location_id, change."variantId" as variant_id,
    change."lotId" as lot_id, change.delta
  from header, ${changesOf(gains)}
  join ${locations} l on l.id = change."locationId" and l.kind = 'bin' and l.archived_at is null
  join ${variants} v on v.id = change."variantId"
    and (not v.has_serials or (change."lotId" is not null and change.delta = 1))
  for key share of l
)`;

/** Counting a step runs it to its end, so that all its rows are locked before the next step begins. */
const afterAllOf = (step: "locked_balances" | "locked_availability") =>
  sql`(select count(*) from ${sql.identifier(step)}) >= 0`;

const addToBalances = (hasLosses: boolean) => sql`added_balances as (
  insert into ${stockBalances} as b (warehouse_id, location_id, variant_id, lot_id, on_hand)
  select warehouse_id, location_id, variant_id, lot_id, delta
  from gaining_bins${hasLosses ? sql` where ${afterAllOf("locked_balances")}` : sql``}
  order by location_id, variant_id, lot_id
  on conflict (location_id, variant_id, lot_id) do update set
    on_hand = b.on_hand + excluded.on_hand, version = b.version + 1
  returning 1
)`;

/** The insert returns new totals and not what it added. */
const RAISED_BALANCES = sql`raised_balances as (
  select gaining_bins.* from gaining_bins where (select count(*) from added_balances) > 0
)`;

/** Empty when stock passes between virtual locations alone, or when the sums for all bins are zero. */
function unionChanges(hasLosses: boolean, hasGains: boolean): SQL {
  const parts = [
    ...(hasLosses ? [sql`select * from lowered_balances`] : []),
    ...(hasGains ? [sql`select * from raised_balances`] : []),
  ];
  const none = sql`select null::uuid as warehouse_id, null::uuid as location_id, null::uuid as variant_id,
    null::uuid as lot_id, 0::bigint as delta where false`;
  return sql`changed_balances as (
  ${parts.length > 0 ? sql.join(parts, sql` union all `) : none}
)`;
}

/** Summed from the changes of the bins, so that balances are always locked before availability. */
const sumByWarehouse = (fulfilled: NonNullable<Posting["fulfilled"]>) => sql`warehouse_changes as (
  select warehouse_id, variant_id, sum(on_hand)::bigint as on_hand, sum(reserved)::bigint as reserved,
    sum(on_hand) > 0 and sum(reserved) = 0 as is_gain
  from (
    select warehouse_id, variant_id, delta, 0 from changed_balances${
      fulfilled.length === 0
        ? sql``
        : sql`
    union all
    select fulfilled."warehouseId", fulfilled."variantId", 0, -fulfilled.quantity
    from header, ${rowsOf("fulfilled", { warehouseId: "uuid", variantId: "uuid", quantity: "bigint" }, fulfilled)}`
    }
  ) as changes(warehouse_id, variant_id, on_hand, reserved)
  group by warehouse_id, variant_id
  having sum(on_hand) <> 0 or sum(reserved) <> 0
)`;

const LOCK_AVAILABILITY = sql`locked_availability as materialized (
  select a.warehouse_id, a.variant_id, a.on_hand + change.on_hand as on_hand,
    a.reserved + change.reserved as reserved, change.is_gain
  from ${stockAvailability} a
  join warehouse_changes change on a.warehouse_id = change.warehouse_id and a.variant_id = change.variant_id
  order by a.warehouse_id, a.variant_id
  for update of a
)`;

const LOWER_AVAILABILITY = sql`lowered_availability as (
  update ${stockAvailability} a set on_hand = locked.on_hand, reserved = locked.reserved, version = a.version + 1
  from locked_availability locked
  where a.warehouse_id = locked.warehouse_id and a.variant_id = locked.variant_id
    and not locked.is_gain and locked.reserved between 0 and locked.on_hand
  returning a.warehouse_id, a.variant_id, a.has_expiry
)`;

const raiseAvailability = (mayRefuse: boolean) => sql`raised_availability as (
  insert into ${stockAvailability} as a (warehouse_id, variant_id, on_hand)
  select warehouse_id, variant_id, on_hand
  from warehouse_changes where is_gain${mayRefuse ? sql` and ${afterAllOf("locked_availability")}` : sql``}
  order by warehouse_id, variant_id
  on conflict (warehouse_id, variant_id) do update set
    on_hand = a.on_hand + excluded.on_hand, version = a.version + 1
  returning a.warehouse_id, a.variant_id, a.waiting
)`;
