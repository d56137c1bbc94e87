import { type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { allocationsChanged } from "@/modules/inventory/contract";
import { stockBalances, stockReservations } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { arrayOf, rowsOf } from "@/platform/database/rows";
import { emit } from "@/platform/outbox/emit";
import { toQuantity } from "@/shared/quantity";
import { type Allocation, heldBy } from "./allocation";
import { stockAllocations } from "./schema";

const whole = z.coerce.number().transform(toQuantity);
const Rows = z.array(
  z.object({
    id: z.string(),
    listId: z.string(),
    documentId: z.string(),
    lineId: z.string(),
    variantId: z.string(),
    locationId: z.string(),
    lotId: z.string().nullable(),
    quantity: whole,
    picked: whole,
    toPutBack: whole,
    shipped: whole,
    short: whole,
  }),
);

/** For a list, or of a document: of all its lines, or of some. */
type Owner = { listId: string } | { documentId: string; lineIds?: readonly string[] | undefined };

/** Whether row `a` is of it, and anything is bound by it still. */
function isBoundFor(owner: Owner): SQL {
  const isOwn =
    "listId" in owner
      ? sql`a.list_id = ${owner.listId}`
      : sql`a.document_id = ${owner.documentId} and ${isOneOf(sql`a.line_id`, owner.lineIds)}`;
  return sql`${isOwn} and (a.quantity > 0 or a.to_put_back > 0)`;
}

const isOneOf = (column: SQL, ids: readonly string[] | undefined): SQL =>
  ids === undefined ? sql`true` : sql`${column} = any(${arrayOf(ids, "uuid")})`;

/** What is bound of a document, or for a list, under row locks until the transaction ends; the oldest first. */
export const lockAllocations = (ctx: TxContext, owner: Owner): Promise<Allocation[]> =>
  lockRows(ctx, isBoundFor(owner));

/** The same of rows `a` of which `which` holds. */
export async function lockRows(ctx: TxContext, which: SQL): Promise<Allocation[]> {
  return Rows.parse(
    await ctx.db.execute(sql`
      select id, list_id as "listId", document_id as "documentId", line_id as "lineId", variant_id as "variantId",
        location_id as "locationId", lot_id as "lotId", quantity, picked, to_put_back as "toPutBack", shipped, short
      from ${stockAllocations} a where ${which} order by id for update`),
  );
}

type Place = { locationId: string; variantId: string; lotId: string | null };
const PLACE_COLUMNS = { locationId: "uuid", variantId: "uuid", lotId: "uuid" } as const;
const CHANGED_COLUMNS = {
  id: "uuid",
  quantity: "bigint",
  picked: "bigint",
  toPutBack: "bigint",
  shipped: "bigint",
  short: "bigint",
} as const;

/**
 * Writes rows that `before` locked as they are `after`, with what they hold of their reservations and bins. Whoever
 * lowers a reservation calls it first: a constraint holds that no more is allocated than reserved.
 *
 * Lock order: balances, availability, reservations, allocations, each in key order: who is about to change what is
 * bound takes the balances first, by `lockBoundPlaces`.
 */
export async function writeAllocations(
  ctx: TxContext,
  before: readonly Allocation[],
  after: readonly Allocation[],
): Promise<void> {
  const was = new Map(before.map((row) => [row.id, row]));
  const changed = after.filter((row) => {
    const old = was.get(row.id);
    return !old || FIELDS.some((field) => old[field] !== row[field]);
  });
  if (changed.length === 0) return;
  await ctx.db.execute(sql`
    update ${stockAllocations} a set quantity = now.quantity, picked = now.picked, to_put_back = now."toPutBack",
      shipped = now.shipped, short = now.short
    from ${rowsOf("now", CHANGED_COLUMNS, changed)} where a.id = now.id`);
  await changeHeld(
    ctx,
    changed.map((row) => {
      const old = was.get(row.id);
      const [bound, held] = old ? [old.quantity, heldBy(old)] : [0, 0];
      return { ...row, reserved: row.quantity - bound, held: heldBy(row) - held };
    }),
  );
  tellOf(ctx, changed);
}

const FIELDS = ["quantity", "picked", "toPutBack", "shipped", "short"] as const;

type Held = Place & { lineId: string; reserved: number; held: number };

/** By how much more, or less, of lines and of places is allocated. */
export async function changeHeld(ctx: TxContext, changes: readonly Held[]): Promise<void> {
  const columns = { ...PLACE_COLUMNS, lineId: "uuid", reserved: "bigint", held: "bigint" } as const;
  const reserved = changes.filter((change) => change.reserved !== 0);
  const held = changes.filter((change) => change.held !== 0);
  if (reserved.length > 0)
    await ctx.db.execute(sql`
      with change as (
        select "lineId", sum(reserved)::bigint as quantity from ${rowsOf("change", columns, reserved)} group by 1
      )
      update ${stockReservations} r set allocated = r.allocated + change.quantity
      from change where r.line_id = change."lineId"`);
  if (held.length === 0) return;
  await lockPlaces(ctx, held);
  await ctx.db.execute(sql`
    with change as (
      select "locationId", "variantId", "lotId", sum(held)::bigint as quantity
      from ${rowsOf("change", columns, held)} group by 1, 2, 3
    )
    update ${stockBalances} b set allocated = b.allocated + change.quantity
    from change
    where b.location_id = change."locationId" and b.variant_id = change."variantId"
      and b.lot_id is not distinct from change."lotId"`);
}

/** In the order in which postings lock them. */
export async function lockPlaces(ctx: TxContext, places: readonly Place[]): Promise<void> {
  await ctx.db.execute(sql`
    select 1 from ${stockBalances} b
    join (select distinct "locationId", "variantId", "lotId" from ${rowsOf("place", PLACE_COLUMNS, places)}) place
      on b.location_id = place."locationId" and b.variant_id = place."variantId"
      and b.lot_id is not distinct from place."lotId"
    order by b.location_id, b.variant_id, b.lot_id for update of b`);
}

/** The balances in which something of a document is bound, or for a list. */
export async function lockBoundPlaces(ctx: TxContext, owner: Owner): Promise<void> {
  await ctx.db.execute(sql`
    select 1 from ${stockBalances} b
    where exists (select from ${stockAllocations} a where ${isBoundFor(owner)}
      and a.location_id = b.location_id and a.variant_id = b.variant_id and a.lot_id is not distinct from b.lot_id)
    order by b.location_id, b.variant_id, b.lot_id for update`);
}

/**
 * All balances of a warehouse that hold something of these items: for whoever decides where to take them from. A
 * statement that begins after it sees all that was bound, or marked to be counted, before.
 */
export async function lockStocked(ctx: TxContext, warehouseId: string, variantIds: readonly string[]): Promise<void> {
  await ctx.db.execute(sql`
    select 1 from ${stockBalances} b
    where b.warehouse_id = ${warehouseId} and b.variant_id = any(${arrayOf(variantIds, "uuid")}) and b.on_hand > 0
    order by b.location_id, b.variant_id, b.lot_id for update`);
}

/** One fact for each document, which names the lists that it is picked with. */
export function tellOf(ctx: TxContext, rows: readonly Pick<Allocation, "listId" | "documentId" | "variantId">[]): void {
  for (const documentId of new Set(rows.map((row) => row.documentId))) {
    const own = rows.filter((row) => row.documentId === documentId);
    emit(ctx, allocationsChanged, {
      documentId,
      listIds: [...new Set(own.map(({ listId }) => listId))],
      variantIds: [...new Set(own.map(({ variantId }) => variantId))],
    });
  }
}

/** The allocated part of reservations, of all lines or of some, under the locks of those rows. */
export async function lockReservations(ctx: TxContext, documentIds: readonly string[], lineIds?: readonly string[]) {
  return ReservationRows.parse(
    await ctx.db.execute(sql`
      select line_id as "lineId", document_id as "documentId", warehouse_id as "warehouseId",
        variant_id as "variantId", quantity, allocated
      from ${stockReservations} where document_id = any(${arrayOf(documentIds, "uuid")}) and status = 'active'
        and ${isOneOf(sql`line_id`, lineIds)}
      order by line_id for update`),
  );
}

const ReservationRows = z.array(
  z.object({
    lineId: z.string(),
    documentId: z.string(),
    warehouseId: z.string(),
    variantId: z.string(),
    quantity: whole,
    allocated: whole,
  }),
);
