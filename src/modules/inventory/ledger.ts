import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { VIRTUAL_LOCATION_IDS, type AdjustmentReason, type TransactionKind } from "@/modules/inventory/inventory";
import { goodsArePromised, insufficientInBin, locationUnusable, stockChanged } from "@/modules/inventory/contract";
import { describeBinShortages, describeShortages } from "@/modules/inventory/describe-shortages";
import { locations, stockAvailability, stockBalances, stockMovements, stockTransactions } from "@/modules/inventory/schema";
import { requireWarehouse } from "@/modules/users/require-warehouse";
import { recordChange } from "@/platform/audit/record-change";
import { requireActorId, type TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { arrayOf, unnestRows } from "@/platform/unnest-rows";
import { newId } from "@/shared/id";
import type { UnitCost } from "@/shared/money";
import type { Quantity } from "@/shared/quantity";

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

/**
 * The one way goods move. One statement writes the movements and what they make of bins and of availability: rows are
 * taken in ascending key order, each change is conditional, and the checks of the tables have the last word. What it
 * could not change it names, and a refusal rolls back all of it.
 *
 * @returns the transaction's id, and whether it was posted now or had been posted under the key before.
 * @throws insufficientInBin, goodsArePromised, locationUnusable, warehouseNotGranted
 */
export async function post(ctx: TxContext, posting: Posting): Promise<{ transactionId: string; isNew: boolean }> {
  const transactionId = newId();
  const [outcome] = Outcome.parse([...await ctx.db.execute(postingStatement(ctx, transactionId, posting))]);
  if (!outcome.is_new) return { transactionId: await findPosted(ctx, posting.postingKey), isNew: false };

  for (const warehouseId of outcome.warehouse_ids) requireWarehouse(ctx, warehouseId);
  await requireAllChanged(ctx, outcome);
  report(ctx, posting, transactionId, outcome.warehouse_ids);
  return { transactionId, isNew: true };
}

/** Says to people what of the posting could not be done: first what lies in bins, then what is promised. */
async function requireAllChanged(ctx: TxContext, { unplaced, promised }: Outcome): Promise<void> {
  const short = unplaced.filter(({ delta }) => delta < 0);
  if (short.length > 0) throw insufficientInBin({ shortages: await describeBinShortages(ctx, short) });
  if (unplaced.length > 0) throw locationUnusable({ locationIds: unplaced.map((row) => row.location_id) });
  if (promised.length === 0) return;
  const wanted = promised.map((row) => ({ warehouseId: row.warehouse_id, variantId: row.variant_id, requested: -row.on_hand }));
  throw goodsArePromised({ shortages: await describeShortages(ctx, wanted) });
}

function report(ctx: TxContext, posting: Posting, transactionId: string, warehouseIds: readonly string[]): void {
  recordChange(ctx, {
    entity: "stock-transaction",
    entityId: transactionId,
    label: posting.document?.label ?? posting.kind,
    warehouseIds: [...warehouseIds],
    before: null,
    after: { kind: posting.kind, reason: posting.reason ?? null, movements: posting.movements.length, reversesId: posting.reversesId ?? null },
  });
  emit(ctx, stockChanged, {
    transactionId,
    variantIds: [...new Set(posting.movements.map((movement) => movement.variantId))],
    warehouseIds: [...warehouseIds],
  });
}

async function findPosted(ctx: TxContext, postingKey: string): Promise<string> {
  const rows = await ctx.db.execute(sql`select id from ${stockTransactions} where posting_key = ${postingKey}`);
  return z.tuple([z.object({ id: z.string() })]).parse([...rows])[0].id;
}

/** Nothing at all happens when the key was posted before: then there is no header for the rest to hang on. */
const Outcome = z.tuple([z.object({
  is_new: z.boolean(),
  warehouse_ids: z.array(z.string()),
  /** What bins did not give or take: less lies there, or it is no bin that is in use. */
  unplaced: z.array(z.object({ location_id: z.string(), variant_id: z.string(), lot_id: z.string().nullable(), delta: z.number() })),
  /** What a warehouse cannot give since it is promised. */
  promised: z.array(z.object({ warehouse_id: z.string(), variant_id: z.string(), on_hand: z.number() })),
})]);
type Outcome = z.infer<typeof Outcome>[0];

/** The movements, hung on a header that is there only when the key is new. */
function movementsPart(ctx: TxContext, transactionId: string, posting: Posting): SQL {
  const { document } = posting;
  const lines = posting.movements.map((movement, ordinal) => ({ ...movement, ordinal }));
  return sql`
    header as (
      insert into ${stockTransactions} (id, kind, occurred_at, recorded_at, actor_id, reason, note, document_kind, document_id, document_label, posting_key, reverses_id)
      values (${transactionId}, ${posting.kind}, ${(posting.occurredAt ?? ctx.now).toISOString()}, ${ctx.now.toISOString()}, ${requireActorId(ctx)}, ${posting.reason ?? null},
        ${posting.note ?? ""}, ${document?.kind ?? null}, ${document?.id ?? null}, ${document?.label ?? null}, ${posting.postingKey}, ${posting.reversesId ?? null})
      on conflict (posting_key) do nothing
      returning id
    ), line as (
      select header.id as transaction_id, line.*
      from header, ${unnestRows("line", lines, [
        ["ordinal", "bigint"], ["variantId", "uuid"], ["lotId", "uuid"], ["fromLocationId", "uuid"], ["toLocationId", "uuid"], ["quantity", "bigint"], ["unitCost", "bigint"],
      ])}
    ), moved as (
      insert into ${stockMovements} (transaction_id, variant_id, lot_id, from_location_id, to_location_id, quantity, unit_cost)
      select transaction_id, "variantId", "lotId", "fromLocationId", "toLocationId", quantity, "unitCost" from line order by ordinal
    )`;
}

/**
 * What each bin gains or loses, summed per bin, variant and lot; virtual places keep no balance. Bins that lose are
 * held in key order and changed if they still hold enough; bins that gain are made or added to.
 */
const BINS_PART = sql`
    place as (
      select location_id, variant_id, lot_id, sum(delta)::bigint as delta
      from (
        select "fromLocationId", "variantId", "lotId", -quantity from line
        union all
        select "toLocationId", "variantId", "lotId", quantity from line
      ) as ends(location_id, variant_id, lot_id, delta)
      where location_id <> all (${arrayOf(Object.values(VIRTUAL_LOCATION_IDS), "uuid")})
      group by location_id, variant_id, lot_id having sum(delta) <> 0
    ), held as materialized (
      select b.location_id, b.variant_id, b.lot_id, place.delta
      from ${stockBalances} b join place on b.location_id = place.location_id and b.variant_id = place.variant_id and b.lot_id is not distinct from place.lot_id
      where place.delta < 0
      order by b.location_id, b.variant_id, b.lot_id
      for update of b
    ), taken as (
      update ${stockBalances} b set on_hand = b.on_hand + held.delta, version = b.version + 1
      from held
      where b.location_id = held.location_id and b.variant_id = held.variant_id and b.lot_id is not distinct from held.lot_id
        and b.on_hand + held.delta >= b.allocated
      returning b.location_id, b.variant_id, b.lot_id, b.warehouse_id
    ), put as (
      insert into ${stockBalances} as b (location_id, variant_id, lot_id, warehouse_id, on_hand)
      select place.location_id, place.variant_id, place.lot_id, l.warehouse_id, place.delta
      from place join ${locations} l on l.id = place.location_id and l.kind = 'bin' and l.archived_at is null
      where place.delta > 0
      order by place.location_id, place.variant_id, place.lot_id
      on conflict (location_id, variant_id, lot_id) do update set on_hand = b.on_hand + excluded.on_hand, version = b.version + 1
      returning b.location_id, b.variant_id, b.lot_id, b.warehouse_id
    ), touched as (
      select changed.*, place.delta
      from (select * from taken union all select * from put) as changed
      join place on place.location_id = changed.location_id and place.variant_id = changed.variant_id and place.lot_id is not distinct from changed.lot_id
    )`;

/**
 * What that makes for the warehouses, with the promises that are fulfilled, taken and added in the same manner. It is
 * reckoned from what the bins answered, so the bins are always locked first.
 */
const warehousesPart = (fulfilled: NonNullable<Posting["fulfilled"]>) => sql`
    total as (
      select warehouse_id, variant_id, sum(on_hand)::bigint as on_hand, sum(reserved)::bigint as reserved, sum(on_hand) > 0 and sum(reserved) = 0 as is_gain
      from (
        select warehouse_id, variant_id, delta, 0 from touched
        union all
        select fulfilled."warehouseId", fulfilled."variantId", 0, -fulfilled.quantity
        from header, ${unnestRows("fulfilled", fulfilled, [["warehouseId", "uuid"], ["variantId", "uuid"], ["quantity", "bigint"]])}
      ) as changes(warehouse_id, variant_id, on_hand, reserved)
      group by warehouse_id, variant_id having sum(on_hand) <> 0 or sum(reserved) <> 0
    ), owed as materialized (
      select total.warehouse_id, total.variant_id, total.on_hand, total.reserved
      from ${stockAvailability} a join total on a.warehouse_id = total.warehouse_id and a.variant_id = total.variant_id
      where not total.is_gain
      order by a.warehouse_id, a.variant_id
      for update of a
    ), lessened as (
      update ${stockAvailability} a set on_hand = a.on_hand + owed.on_hand, reserved = a.reserved + owed.reserved, version = a.version + 1
      from owed
      where a.warehouse_id = owed.warehouse_id and a.variant_id = owed.variant_id
        and a.reserved + owed.reserved >= 0 and a.on_hand + owed.on_hand >= a.reserved + owed.reserved
      returning a.warehouse_id, a.variant_id
    ), raised as (
      insert into ${stockAvailability} as a (warehouse_id, variant_id, on_hand)
      select warehouse_id, variant_id, on_hand from total where is_gain order by warehouse_id, variant_id
      on conflict (warehouse_id, variant_id) do update set on_hand = a.on_hand + excluded.on_hand, version = a.version + 1
    )`;

const postingStatement = (ctx: TxContext, transactionId: string, posting: Posting): SQL => sql`
    with ${movementsPart(ctx, transactionId, posting)}, ${BINS_PART}, ${warehousesPart(posting.fulfilled ?? [])}
    select
      exists (select from header) as is_new,
      (select coalesce(json_agg(distinct l.warehouse_id), '[]') from place join ${locations} l on l.id = place.location_id where l.warehouse_id is not null) as warehouse_ids,
      (select coalesce(json_agg(place order by location_id, variant_id), '[]') from place where not exists (
        select from touched where touched.location_id = place.location_id and touched.variant_id = place.variant_id and touched.lot_id is not distinct from place.lot_id)) as unplaced,
      (select coalesce(json_agg(total order by variant_id), '[]') from total where not is_gain and (warehouse_id, variant_id) not in (select warehouse_id, variant_id from lessened)) as promised`;
