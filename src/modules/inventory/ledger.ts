import { sql } from "drizzle-orm";
import { z } from "zod";
import { VIRTUAL_LOCATION_IDS, type AdjustmentReason, type TransactionKind } from "@/modules/inventory/inventory";
import { insufficientInBin, locationUnusable, stockChanged } from "@/modules/inventory/contract";
import { describeBinShortages } from "@/modules/inventory/describe-shortages";
import { changeAvailability, type AvailabilityChange } from "@/modules/inventory/change-availability";
import { stockBalances, stockMovements, stockTransactions } from "@/modules/inventory/schema";
import { requireWarehouse } from "@/modules/users/require-warehouse";
import { recordChange } from "@/platform/audit/record-change";
import { actorId, type TxContext } from "@/platform/context";
import { jsonRows } from "@/platform/json-rows";
import { emit } from "@/platform/outbox/emit";
import { newId } from "@/shared/id";
import type { UnitCost } from "@/shared/money";
import { negate, type Quantity, toQuantity } from "@/shared/quantity";

export type Movement = {
  variantId: string;
  lotId: string | null;
  fromLocationId: string;
  toLocationId: string;
  quantity: Quantity;
  unitCost: UnitCost | null;
};

export type Posting = {
  kind: TransactionKind;
  /** Posting twice under one key posts once. */
  postingKey: string;
  movements: readonly Movement[];
  occurredAt?: Date;
  reason?: AdjustmentReason;
  note?: string;
  document?: { kind: string; id: string; label: string };
  reversesId?: string;
  /** Promises that these goods fulfil as they leave: taken off what is reserved in the same stroke. */
  fulfilled?: readonly { warehouseId: string; variantId: string; quantity: Quantity }[];
};

type Delta = { location_id: string; variant_id: string; lot_id: string | null; delta: Quantity };

const VIRTUAL_IDS: ReadonlySet<string> = new Set(Object.values(VIRTUAL_LOCATION_IDS));

/**
 * The one way goods move. Writes the movements, then what they make of bins and of availability: rows are taken in
 * ascending key order, each change is one conditional update, and the checks of the tables have the last word.
 *
 * @returns the transaction's id, and whether it was posted now or had been posted under the key before.
 * @throws insufficientInBin, goodsArePromised, locationUnusable, warehouseNotGranted
 */
export async function post(ctx: TxContext, posting: Posting): Promise<{ transactionId: string; isNew: boolean }> {
  const written = await writeMovements(ctx, posting);
  if (!written.isNew) return written;

  const deltas = sumDeltas(posting.movements);
  const touched = await changeBalances(ctx, deltas);
  for (const warehouseId of new Set(touched.map((row) => row.warehouseId))) requireWarehouse(ctx, warehouseId);
  await changeAvailability(ctx, availabilityChanges(touched, posting.fulfilled ?? []));

  report(ctx, posting, written.transactionId, touched);
  return written;
}

function report(ctx: TxContext, posting: Posting, transactionId: string, touched: readonly Touched[]): void {
  const warehouseIds = [...new Set(touched.map((row) => row.warehouseId))];
  recordChange(ctx, {
    entity: "stock-transaction",
    entityId: transactionId,
    label: posting.document?.label ?? posting.kind,
    warehouseIds,
    before: null,
    after: { kind: posting.kind, reason: posting.reason ?? null, movements: posting.movements.length, reversesId: posting.reversesId ?? null },
  });
  emit(ctx, stockChanged, {
    transactionId,
    variantIds: [...new Set(posting.movements.map((movement) => movement.variantId))],
    warehouseIds,
  });
}

/** Header and movements in one statement; nothing at all when the key was posted before. */
async function writeMovements(ctx: TxContext, posting: Posting): Promise<{ transactionId: string; isNew: boolean }> {
  const transactionId = newId();
  const header = [{
    id: transactionId, kind: posting.kind, occurred_at: (posting.occurredAt ?? ctx.now).toISOString(), recorded_at: ctx.now.toISOString(),
    actor_id: requireActor(ctx), reason: posting.reason ?? null, note: posting.note ?? "",
    document_kind: posting.document?.kind ?? null, document_id: posting.document?.id ?? null, document_label: posting.document?.label ?? null,
    posting_key: posting.postingKey, reverses_id: posting.reversesId ?? null,
  }];
  const lines = posting.movements.map((movement, order) => ({
    ordinal: order, variant_id: movement.variantId, lot_id: movement.lotId, from_location_id: movement.fromLocationId,
    to_location_id: movement.toLocationId, quantity: movement.quantity, unit_cost: movement.unitCost,
  }));
  const written = await ctx.db.execute(sql`
    with header as (
      insert into ${stockTransactions} (id, kind, occurred_at, recorded_at, actor_id, reason, note, document_kind, document_id, document_label, posting_key, reverses_id)
      select * from jsonb_to_recordset(${jsonRows(header)}) as h(id uuid, kind text, occurred_at timestamptz, recorded_at timestamptz, actor_id uuid,
        reason text, note text, document_kind text, document_id uuid, document_label text, posting_key text, reverses_id uuid)
      on conflict (posting_key) do nothing
      returning id
    )
    insert into ${stockMovements} (transaction_id, variant_id, lot_id, from_location_id, to_location_id, quantity, unit_cost)
    select header.id, m.variant_id, m.lot_id, m.from_location_id, m.to_location_id, m.quantity, m.unit_cost
    from header, jsonb_to_recordset(${jsonRows(lines)}) as m(ordinal int, variant_id uuid, lot_id uuid, from_location_id uuid, to_location_id uuid, quantity bigint, unit_cost bigint)
    order by m.ordinal
    returning 1`);
  if (written.length > 0) return { transactionId, isNew: true };
  return { transactionId: await findPosted(ctx, posting.postingKey), isNew: false };
}

async function findPosted(ctx: TxContext, postingKey: string): Promise<string> {
  const rows = await ctx.db.execute(sql`select id from ${stockTransactions} where posting_key = ${postingKey}`);
  return z.tuple([z.object({ id: z.string() })]).parse([...rows])[0].id;
}

/** No movement is without an actor: whoever is not signed in moves nothing. */
function requireActor(ctx: TxContext): string {
  const actor = actorId(ctx);
  if (actor === null) throw new Error("Goods are moved by someone, and nobody is signed in.");
  return actor;
}

/** What each bin gains or loses, summed per bin, variant and lot, in key order. Virtual places keep no balance. */
function sumDeltas(movements: readonly Movement[]): Delta[] {
  const deltas = new Map<string, Delta>();
  const add = (movement: Movement, locationId: string, quantity: Quantity) => {
    if (VIRTUAL_IDS.has(locationId)) return;
    const key = [locationId, movement.variantId, movement.lotId ?? ""].join("/");
    const known = deltas.get(key);
    if (known) known.delta = toQuantity(known.delta + quantity);
    else deltas.set(key, { location_id: locationId, variant_id: movement.variantId, lot_id: movement.lotId, delta: quantity });
  };
  for (const movement of movements) {
    add(movement, movement.fromLocationId, negate(movement.quantity));
    add(movement, movement.toLocationId, movement.quantity);
  }
  const keys = [...deltas.keys()].sort();
  return keys.flatMap((key) => deltas.get(key) ?? []).filter((row) => row.delta !== 0);
}

const TouchedRows = z.array(z.object({ location_id: z.string(), variant_id: z.string(), warehouse_id: z.string(), delta: z.coerce.number().transform(toQuantity) }));
type Touched = { warehouseId: string; variantId: string; delta: Quantity };

/**
 * One statement for all bins. Rows that lose are locked in key order, then changed if they still hold enough; rows
 * that gain are made or added to, in key order. A row of `deltas` that is not among the answers was refused.
 */
async function changeBalances(ctx: TxContext, deltas: readonly Delta[]): Promise<Touched[]> {
  const losing = deltas.filter((row) => row.delta < 0);
  const gaining = deltas.filter((row) => row.delta > 0);
  const lost = losing.length > 0 ? await takeFromBins(ctx, losing) : [];
  if (lost.length < losing.length) throw insufficientInBin({ shortages: await describeBinShortages(ctx, losing) });
  const gained = gaining.length > 0 ? await putIntoBins(ctx, gaining) : [];
  if (gained.length < gaining.length) {
    const known = new Set(gained.map((row) => row.location_id));
    throw locationUnusable({ locationIds: gaining.map((row) => row.location_id).filter((id) => !known.has(id)) });
  }
  return [...lost, ...gained].map((row) => ({ warehouseId: row.warehouse_id, variantId: row.variant_id, delta: row.delta }));
}

async function takeFromBins(ctx: TxContext, rows: readonly Delta[]) {
  return TouchedRows.parse(await ctx.db.execute(sql`
    with wanted as (
      select * from jsonb_to_recordset(${jsonRows(rows)}) as w(location_id uuid, variant_id uuid, lot_id uuid, delta bigint)
    ), held as materialized (
      select b.location_id, b.variant_id, b.lot_id, wanted.delta
      from ${stockBalances} b join wanted on b.location_id = wanted.location_id and b.variant_id = wanted.variant_id and b.lot_id is not distinct from wanted.lot_id
      order by b.location_id, b.variant_id, b.lot_id
      for update of b
    )
    update ${stockBalances} b set on_hand = b.on_hand + held.delta, version = b.version + 1
    from held
    where b.location_id = held.location_id and b.variant_id = held.variant_id and b.lot_id is not distinct from held.lot_id
      and b.on_hand + held.delta >= b.allocated
    returning b.location_id, b.variant_id, b.warehouse_id, held.delta`));
}

async function putIntoBins(ctx: TxContext, rows: readonly Delta[]) {
  return TouchedRows.parse(await ctx.db.execute(sql`
    with wanted as (
      select * from jsonb_to_recordset(${jsonRows(rows)}) as w(location_id uuid, variant_id uuid, lot_id uuid, delta bigint)
    ), put as (
      insert into ${stockBalances} as b (location_id, variant_id, lot_id, warehouse_id, on_hand)
      select wanted.location_id, wanted.variant_id, wanted.lot_id, l.warehouse_id, wanted.delta
      from wanted join locations l on l.id = wanted.location_id and l.kind = 'bin' and l.archived_at is null
      order by wanted.location_id, wanted.variant_id, wanted.lot_id
      on conflict (location_id, variant_id, lot_id) do update set on_hand = b.on_hand + excluded.on_hand, version = b.version + 1
      returning b.location_id, b.variant_id, b.lot_id, b.warehouse_id
    )
    select put.location_id, put.variant_id, put.warehouse_id, wanted.delta
    from put join wanted on wanted.location_id = put.location_id and wanted.variant_id = put.variant_id and wanted.lot_id is not distinct from put.lot_id`));
}

/** What the warehouses gain, lose and no longer owe, summed per warehouse and variant, in key order. */
function availabilityChanges(touched: readonly Touched[], fulfilled: NonNullable<Posting["fulfilled"]>): AvailabilityChange[] {
  const changes = new Map<string, AvailabilityChange>();
  const add = (warehouseId: string, variantId: string, onHand: number, reserved: number) => {
    const key = `${warehouseId}/${variantId}`;
    const known = changes.get(key) ?? { warehouseId, variantId, onHand: toQuantity(0), reserved: toQuantity(0) };
    changes.set(key, { ...known, onHand: toQuantity(known.onHand + onHand), reserved: toQuantity(known.reserved + reserved) });
  };
  for (const row of touched) add(row.warehouseId, row.variantId, row.delta, 0);
  for (const row of fulfilled) add(row.warehouseId, row.variantId, 0, -row.quantity);
  const keys = [...changes.keys()].sort();
  return keys.flatMap((key) => changes.get(key) ?? []).filter((row) => row.onHand !== 0 || row.reserved !== 0);
}
