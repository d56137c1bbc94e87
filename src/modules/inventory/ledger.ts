import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { requireWarehouse } from "@/modules/users/require-warehouse";
import { recordChange } from "@/platform/audit/record-change";
import { requireActorId, type TxContext } from "@/platform/context";
import { unnestRows } from "@/platform/database/unnest-rows";
import { emit } from "@/platform/outbox/emit";
import { newId } from "@/shared/id";
import { goodsArePromised, insufficientInBin, locationUnusable, stockChanged } from "./contract";
import { describeBinShortages, describeShortages } from "./describe-shortages";
import { findMisplacedEnds, type Place, placeKey, type Posting, sumPlaces } from "./posting";
import { locations, stockAvailability, stockBalances, stockMovements, stockTransactions } from "./schema";

/**
 * The one way goods move. One statement writes the movements and what they make of bins and of availability: rows are
 * taken in ascending key order, each change is conditional, and the checks of the tables have the last word. What it
 * could not change is named, and the refusal rolls back all of it. Conditions and sums take a row as it is once it is
 * held: the statement's own sight of it, by which Postgres tries the checks too, may be from before what it waited for.
 *
 * @returns the transaction's id, and whether it was posted now or had been posted under the key before.
 * @throws insufficientInBin, goodsArePromised, locationUnusable, warehouseNotGranted
 */
export async function post(ctx: TxContext, posting: Posting): Promise<{ transactionId: string; isNew: boolean }> {
  const misplaced = findMisplacedEnds(posting);
  if (misplaced.length > 0) throw locationUnusable({ locationIds: misplaced });
  const transactionId = newId();
  const places = sumPlaces(posting.movements);
  const changed = Changed.parse([...(await ctx.db.execute(postingStatement(ctx, transactionId, posting, places)))]);
  if (!changed.some(({ what }) => what === "header"))
    return { transactionId: await findPosted(ctx, posting.postingKey), isNew: false };

  const warehouseIds = new Set(
    changed.flatMap(({ what, warehouse_id }) => (what === "bin" && warehouse_id !== null ? [warehouse_id] : [])),
  );
  for (const warehouseId of warehouseIds) requireWarehouse(ctx, warehouseId);
  await requireBins(ctx, places, changed);
  await requireAvailability(ctx, changed);
  report(ctx, posting, transactionId, [...warehouseIds]);
  return { transactionId, isNew: true };
}

/** Says to people which bins hold less than was to leave them, or are no bins in use. */
async function requireBins(ctx: TxContext, places: readonly Place[], changed: Changed): Promise<void> {
  const done = new Set(
    changed.map((row) =>
      placeKey({ locationId: row.location_id ?? "", variantId: row.variant_id ?? "", lotId: row.lot_id }),
    ),
  );
  const undone = places.filter((place) => !done.has(placeKey(place)));
  const short = undone.filter(({ delta }) => delta < 0);
  if (short.length > 0) throw insufficientInBin({ shortages: await describeBinShortages(ctx, short) });
  if (undone.length > 0) throw locationUnusable({ locationIds: undone.map(({ locationId }) => locationId) });
}

/** Says to people what a warehouse cannot give since it is promised. */
async function requireAvailability(ctx: TxContext, changed: Changed): Promise<void> {
  const promised = changed.flatMap(({ what, warehouse_id, variant_id, delta }) =>
    what === "promised" && warehouse_id !== null && variant_id !== null
      ? [{ warehouseId: warehouse_id, variantId: variant_id, requested: -delta }]
      : [],
  );
  if (promised.length > 0) throw goodsArePromised({ shortages: await describeShortages(ctx, promised) });
}

function report(ctx: TxContext, posting: Posting, transactionId: string, warehouseIds: string[]): void {
  recordChange(ctx, {
    entity: "stock-transaction",
    entityId: transactionId,
    label: posting.document?.label ?? posting.kind,
    warehouseIds,
    before: null,
    after: {
      kind: posting.kind,
      reason: posting.reason ?? null,
      movements: posting.movements.length,
      reversesId: posting.reversesId ?? null,
    },
  });
  emit(ctx, stockChanged, {
    transactionId,
    variantIds: [...new Set(posting.movements.map((movement) => movement.variantId))],
    warehouseIds,
  });
}

async function findPosted(ctx: TxContext, postingKey: string): Promise<string> {
  const rows = await ctx.db.execute(sql`select id from ${stockTransactions} where posting_key = ${postingKey}`);
  return z.tuple([z.object({ id: z.string() })]).parse([...rows])[0].id;
}

/**
 * `header`: it was posted now. `bin`: this bin was changed. `promised`: this much of a warehouse's stock could not go.
 */
const Changed = z.array(
  z.object({
    what: z.enum(["header", "bin", "promised"]),
    warehouse_id: z.string().nullable(),
    location_id: z.string().nullable(),
    variant_id: z.string().nullable(),
    lot_id: z.string().nullable(),
    delta: z.coerce.number(),
  }),
);
type Changed = z.infer<typeof Changed>;

/**
 * Only the steps that have something to do are in it: most postings only add, and each step costs though it finds
 * nothing.
 */
function postingStatement(ctx: TxContext, transactionId: string, posting: Posting, places: readonly Place[]): SQL {
  const losing = places.filter(({ delta }) => delta < 0);
  const gaining = places.filter(({ delta }) => delta > 0);
  const fulfilled = posting.fulfilled ?? [];
  const mayLack = losing.length > 0 || fulfilled.length > 0;
  const steps = [
    writeMovements(ctx, transactionId, posting),
    ...(losing.length > 0 ? [takeFromBins(places)] : []),
    ...(gaining.length > 0 ? [putIntoBins(gaining, losing.length > 0 ? sql`where ${afterAllOf("held")}` : sql``)] : []),
    sumPerWarehouse(
      [
        ...(losing.length > 0 ? [sql`select * from taken`] : []),
        ...(gaining.length > 0 ? [sql`select * from put`] : []),
      ],
      fulfilled,
    ),
    ...(mayLack ? [LESSEN_AVAILABILITY] : []),
    ...(gaining.length > 0 ? [raiseAvailability(mayLack ? sql`and ${afterAllOf("owed")}` : sql``)] : []),
  ];
  return sql`
    with ${sql.join(steps, sql`, `)}
    select 'header' as what, null::uuid as warehouse_id, null::uuid as location_id, null::uuid as variant_id, null::uuid as lot_id, 0 as delta from header
    union all select 'bin', warehouse_id, location_id, variant_id, lot_id, delta from touched
    ${mayLack ? sql`union all select 'promised', warehouse_id, null, variant_id, null, on_hand from total where not is_gain and (warehouse_id, variant_id) not in (select warehouse_id, variant_id from lessened)` : sql``}`;
}

/** Nothing at all happens when the key was posted before: then there is no header for the rest to hang on. */
function writeMovements(ctx: TxContext, transactionId: string, posting: Posting): SQL {
  const { document } = posting;
  const lines = posting.movements.map((movement, ordinal) => ({ ...movement, ordinal }));
  return sql`
    header as (
      insert into ${stockTransactions} (id, kind, occurred_at, recorded_at, actor_id, reason, note, reference, document_kind, document_id, document_label, posting_key, reverses_id)
      values (${transactionId}, ${posting.kind}, ${(posting.occurredAt ?? ctx.now).toISOString()}, ${ctx.now.toISOString()}, ${requireActorId(ctx)}, ${posting.reason ?? null},
        ${posting.note ?? ""}, ${posting.reference ?? ""}, ${document?.kind ?? null}, ${document?.id ?? null}, ${document?.label ?? null}, ${posting.postingKey}, ${posting.reversesId ?? null})
      on conflict (posting_key) do nothing
      returning id
    ), moved as (
      insert into ${stockMovements} (transaction_id, variant_id, lot_id, from_location_id, to_location_id, quantity, unit_cost)
      select header.id, "variantId", "lotId", "fromLocationId", "toLocationId", quantity, "unitCost"
      from header, ${unnestRows("line", lines, [
        ["ordinal", "bigint"],
        ["variantId", "uuid"],
        ["lotId", "uuid"],
        ["fromLocationId", "uuid"],
        ["toLocationId", "uuid"],
        ["quantity", "bigint"],
        ["unitCost", "bigint"],
      ])}
      order by ordinal
    )`;
}

const unnestPlaces = (places: readonly Place[]) =>
  unnestRows("place", places, [
    ["locationId", "uuid"],
    ["variantId", "uuid"],
    ["lotId", "uuid"],
    ["delta", "bigint"],
  ]);

/** True, once every row of a step is held: whoever moves goods the other way takes the same rows in the same order. */
const afterAllOf = (step: "held" | "owed") => sql`(select count(*) from ${sql.identifier(step)}) >= 0`;

/**
 * All that are there are held in key order, those that gain as well; then those that lose are changed if they hold
 * enough. What is written is reckoned from the rows as they are held.
 */
const takeFromBins = (places: readonly Place[]) => sql`
    held as materialized (
      select b.location_id, b.variant_id, b.lot_id, place.delta, b.on_hand + place.delta as on_hand
      from header, ${unnestPlaces(places)} join ${stockBalances} b
        on b.location_id = place."locationId" and b.variant_id = place."variantId" and b.lot_id is not distinct from place."lotId"
      order by b.location_id, b.variant_id, b.lot_id
      for update of b
    ), taken as (
      update ${stockBalances} b set on_hand = held.on_hand, version = b.version + 1
      from held
      where b.location_id = held.location_id and b.variant_id = held.variant_id and b.lot_id is not distinct from held.lot_id
        and held.delta < 0 and held.on_hand >= 0
      returning b.warehouse_id, b.location_id, b.variant_id, b.lot_id, held.delta
    )`;

/**
 * Made or added to, in key order. Whoever archives a bin just now is waited for, and their bin then counts as archived.
 */
const putIntoBins = (gaining: readonly Place[], condition: SQL) => sql`
    bringing as materialized (
      select l.warehouse_id, place."locationId" as location_id, place."variantId" as variant_id, place."lotId" as lot_id, place.delta
      from header, ${unnestPlaces(gaining)} join ${locations} l on l.id = place."locationId" and l.kind = 'bin' and l.archived_at is null
      for key share of l
    ), filled as (
      insert into ${stockBalances} as b (warehouse_id, location_id, variant_id, lot_id, on_hand)
      select warehouse_id, location_id, variant_id, lot_id, delta from bringing ${condition} order by location_id, variant_id, lot_id
      on conflict (location_id, variant_id, lot_id) do update set on_hand = b.on_hand + excluded.on_hand, version = b.version + 1
      returning 1
    ), put as (
      select bringing.* from bringing where (select count(*) from filled) > 0
    )`;

/**
 * What the changes of bins make for the warehouses, with the promises that are fulfilled. It is reckoned from what the
 * bins answered, so the bins are always locked first.
 */
const sumPerWarehouse = (touched: SQL[], fulfilled: NonNullable<Posting["fulfilled"]>) => sql`
    touched as (${touched.length > 0 ? sql.join(touched, sql` union all `) : NOTHING_TOUCHED}
    ), total as (
      select warehouse_id, variant_id, sum(on_hand)::bigint as on_hand, sum(reserved)::bigint as reserved, sum(on_hand) > 0 and sum(reserved) = 0 as is_gain
      from (
        select warehouse_id, variant_id, delta, 0 from touched
        ${
          fulfilled.length > 0
            ? sql`
        union all
        select fulfilled."warehouseId", fulfilled."variantId", 0, -fulfilled.quantity
        from header, ${unnestRows("fulfilled", fulfilled, [
          ["warehouseId", "uuid"],
          ["variantId", "uuid"],
          ["quantity", "bigint"],
        ])}`
            : sql``
        }
      ) as changes(warehouse_id, variant_id, on_hand, reserved)
      group by warehouse_id, variant_id having sum(on_hand) <> 0 or sum(reserved) <> 0
    )`;

/** Goods that only pass between virtual places, or whose sums are zero. */
const NOTHING_TOUCHED = sql`select null::uuid as warehouse_id, null::uuid as location_id, null::uuid as variant_id, null::uuid as lot_id, 0::bigint as delta where false`;

const LESSEN_AVAILABILITY = sql`
    owed as materialized (
      select a.warehouse_id, a.variant_id, a.on_hand + total.on_hand as on_hand, a.reserved + total.reserved as reserved, total.is_gain
      from ${stockAvailability} a join total on a.warehouse_id = total.warehouse_id and a.variant_id = total.variant_id
      order by a.warehouse_id, a.variant_id
      for update of a
    ), lessened as (
      update ${stockAvailability} a set on_hand = owed.on_hand, reserved = owed.reserved, version = a.version + 1
      from owed
      where a.warehouse_id = owed.warehouse_id and a.variant_id = owed.variant_id and not owed.is_gain and owed.reserved between 0 and owed.on_hand
      returning a.warehouse_id, a.variant_id
    )`;

const raiseAvailability = (condition: SQL) => sql`
    raised as (
      insert into ${stockAvailability} as a (warehouse_id, variant_id, on_hand)
      select warehouse_id, variant_id, on_hand from total where is_gain ${condition} order by warehouse_id, variant_id
      on conflict (warehouse_id, variant_id) do update set on_hand = a.on_hand + excluded.on_hand, version = a.version + 1
    )`;
