import { sql } from "drizzle-orm";
import * as z from "zod";
import { stockFigures } from "@/modules/inventory/available";
import { describeUnreserved } from "@/modules/inventory/ledger/describe-shortages";
import { insufficientStock } from "@/modules/inventory/refusals";
import { stockAvailability, stockReservations } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import { type Held, sumChanges } from "./reservation-change";

const HeldRows = z.array(
  z.object({
    lineId: z.string(),
    warehouseId: z.string(),
    variantId: z.string(),
    quantity: z.coerce.number(),
    short: z.coerce.number(),
  }),
);
const ChangedRows = z.array(z.object({ warehouseId: z.string(), variantId: z.string() }));

type Stock = { warehouseId: string; variantId: string };
type Delta = Stock & { delta: number };
const isSameStock = (one: Stock, other: Stock) =>
  one.warehouseId === other.warehouseId && one.variantId === other.variantId;

/** What a document holds and waits for, under row locks until the transaction ends. */
export async function lockHeld(ctx: TxContext, documentId: string): Promise<Held[]> {
  return HeldRows.parse(
    await ctx.db.execute(sql`
      select line_id as "lineId", warehouse_id as "warehouseId", variant_id as "variantId", quantity, short
      from ${stockReservations} where document_id = ${documentId} and (status = 'active' or short > 0)
      order by line_id for update`),
  );
}

/**
 * Brings availability from what was held to what is held after, all of it or nothing: rows of all warehouses and
 * variants are locked in key order before any of them changes, so that edits up and down never wait for each other in a
 * circle. Returns the variants of which more, and of which less, is reserved.
 *
 * @throws insufficientStock that names every variant that is short, with what could be had of it
 */
export async function changeAvailable(
  ctx: TxContext,
  { warehouseId, held, after }: { warehouseId: string; held: readonly Held[]; after: readonly Held[] },
): Promise<{ more: string[]; less: string[] }> {
  const deltas = sumChanges(held, after);
  await lockAvailability(ctx, deltas);
  const done = await changeAvailability(ctx, deltas);
  const refused = deltas.filter(({ delta, ...key }) => delta > 0 && !done.some((row) => isSameStock(row, key)));
  if (refused.length > 0) throw await describeRefused(ctx, warehouseId, refused, { held, after });
  const changedBy = (isWanted: (delta: number) => boolean) => [
    ...new Set(deltas.filter(({ delta }) => isWanted(delta)).map(({ variantId }) => variantId)),
  ];
  return { more: changedBy((delta) => delta > 0), less: changedBy((delta) => delta < 0) };
}

const DELTA_COLUMNS = { warehouseId: "uuid", variantId: "uuid", delta: "bigint" } as const;

async function lockAvailability(ctx: TxContext, deltas: readonly Delta[]): Promise<void> {
  if (deltas.length === 0) return;
  await ctx.db.execute(sql`
    select 1 from ${stockAvailability} a
    join ${rowsOf("wanted", DELTA_COLUMNS, deltas)}
      on a.warehouse_id = wanted."warehouseId" and a.variant_id = wanted."variantId"
    order by a.warehouse_id, a.variant_id for update of a`);
}

/** Of a statement of its own, whose snapshot has all that was posted before the rows were locked. */
async function changeAvailability(ctx: TxContext, deltas: readonly Delta[]): Promise<Stock[]> {
  if (deltas.length === 0) return [];
  return ChangedRows.parse(
    await ctx.db.execute(sql`
      update ${stockAvailability} a set reserved = a.reserved + wanted.delta, version = a.version + 1
      from ${rowsOf("wanted", DELTA_COLUMNS, deltas)}
      where a.warehouse_id = wanted."warehouseId" and a.variant_id = wanted."variantId"
        and (wanted.delta < 0 or wanted.delta <= ${stockFigures(sql`a`).surplus})
      returning a.warehouse_id as "warehouseId", a.variant_id as "variantId"`),
  );
}

/** With all that the document wants of it, and what is there for it: what it holds already, and what nobody does. */
async function describeRefused(
  ctx: TxContext,
  warehouseId: string,
  refused: readonly Delta[],
  { held, after }: { held: readonly Held[]; after: readonly Held[] },
) {
  const heldOf = (variantId: string, rows: readonly Held[]) =>
    rows.filter((row) => isSameStock(row, { warehouseId, variantId })).reduce((sum, { quantity }) => sum + quantity, 0);
  const missing = await describeUnreserved(
    ctx,
    refused.map(({ variantId, delta }) => ({ warehouseId, variantId, requested: delta })),
  );
  const shortages = missing.map((shortage) => ({
    ...shortage,
    requested: heldOf(shortage.variantId, after),
    available: shortage.available + heldOf(shortage.variantId, held),
  }));
  return insufficientStock({ warehouseId, shortages });
}

const RESERVATION_COLUMNS = {
  lineId: "uuid",
  warehouseId: "uuid",
  variantId: "uuid",
  quantity: "bigint",
  short: "bigint",
} as const;

/** Writes what the lines of a document hold from now on. */
export async function writeReservations(ctx: TxContext, documentId: string, rows: readonly Held[]): Promise<void> {
  if (rows.length === 0) return;
  await ctx.db.execute(sql`
    insert into ${stockReservations} as r (
      line_id, document_id, warehouse_id, variant_id, quantity, short, status, created_at
    )
    select "lineId", ${documentId}::uuid, "warehouseId", "variantId", quantity, short,
      case when quantity > 0 then 'active' else 'released' end, ${ctx.now.toISOString()}::timestamptz
    from ${rowsOf("line", RESERVATION_COLUMNS, rows)}
    order by "lineId"
    on conflict (line_id) do update set
      quantity = excluded.quantity, short = excluded.short, status = excluded.status,
      warehouse_id = excluded.warehouse_id,
      created_at = case when r.warehouse_id = excluded.warehouse_id and r.status = 'active' then r.created_at
        else excluded.created_at end`);
}
