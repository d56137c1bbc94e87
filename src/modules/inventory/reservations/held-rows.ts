import { sql } from "drizzle-orm";
import * as z from "zod";
import { releaseAllocations } from "@/modules/inventory/allocations/release-allocations";
import { lockBoundPlaces } from "@/modules/inventory/allocations/write-allocations";
import { stockFigures } from "@/modules/inventory/available";
import { stockAvailability, stockReservations } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import { type AcceptedBackorders, backorderRest } from "./backorder-rest";
import { fillFirst, isOverdue, LockedStock } from "./fill-waiting";
import { type Delta, type Held, isSameStock, type Stock, sumChanges } from "./reservation-change";

const HeldRows = z.array(
  z.object({
    lineId: z.string(),
    warehouseId: z.string(),
    variantId: z.string(),
    quantity: z.coerce.number(),
    short: z.coerce.number(),
    backordered: z.coerce.number(),
    allocated: z.coerce.number(),
  }),
);
const ChangedRows = z.array(z.object({ warehouseId: z.string(), variantId: z.string(), waiting: z.coerce.number() }));

type LockedHeld = z.infer<typeof HeldRows>[number];

/** Whether reservation `r` holds something, or waits for it. */
const isOpen = sql`(r.status = 'active' or r.short + r.backordered > 0)`;

/**
 * What a document holds and waits for, under row locks until the transaction ends. The caller holds the document, so
 * that nobody else changes what its lines need. First locked are the bins in which some of it is bound, then the
 * availability of all of it, and of what its lines need from now on: who holds that may fill the lines of others, these
 * among them. Rows of all warehouses and variants are locked in key order, so that edits up and down never wait for
 * each other in a circle. Who waits is served first, but for a caller that `fills` all of them next.
 */
export async function lockHeld(
  ctx: TxContext,
  documentId: string,
  needed: readonly Stock[],
  { fills = false } = {},
): Promise<LockedHeld[]> {
  await lockBoundPlaces(ctx, { documentId });
  const locked = await ctx.db.execute(sql`
    select a.warehouse_id as "warehouseId", a.variant_id as "variantId", ${isOverdue} as "isOverdue"
    from ${stockAvailability} a
    where (a.warehouse_id, a.variant_id) in (
      select r.warehouse_id, r.variant_id from ${stockReservations} r where r.document_id = ${documentId} and ${isOpen}
      union all
      select "warehouseId", "variantId"
      from ${rowsOf("needed", { warehouseId: "uuid", variantId: "uuid" }, needed)})
    order by a.warehouse_id, a.variant_id for update of a`);
  if (!fills) await fillFirst(ctx, LockedStock.parse(locked));
  return HeldRows.parse(
    await ctx.db.execute(sql`
      select line_id as "lineId", warehouse_id as "warehouseId", variant_id as "variantId", quantity, short,
        backordered, allocated
      from ${stockReservations} r where document_id = ${documentId} and ${isOpen}
      order by line_id for update`),
  );
}

/** Unbinds what lines will no longer hold, or hold in another warehouse, before any row of theirs is written. */
export async function unbind(
  ctx: TxContext,
  documentId: string,
  { held, after }: { held: readonly LockedHeld[]; after: readonly Held[] },
): Promise<void> {
  const kept = after.flatMap(({ lineId, warehouseId, quantity }) => {
    const before = held.find((row) => row.lineId === lineId);
    if (!before || before.allocated === 0) return [];
    return [{ lineId, quantity: before.warehouseId === warehouseId ? quantity : 0 }];
  });
  if (kept.length > 0) await releaseAllocations(ctx, documentId, kept);
}

type Change = { warehouseId: string; held: readonly Held[]; after: readonly Held[]; accepted?: AcceptedBackorders };
type Changed = {
  after: Held[];
  /** The variants of which more, and of which less, is reserved. */
  more: string[];
  less: string[];
  /** Of what others wait for, what was freed: they are given it once the lines are written. */
  freed: Stock[];
};

/**
 * Brings availability from what was held to what is held after, all of it or nothing. Where there is less, and it was
 * `accepted`, lines wait for the rest: `after` says which.
 *
 * @throws insufficientStock that names every variant that is short, with what could be had of it; backordersNotAccepted
 */
export async function changeAvailable(ctx: TxContext, change: Change): Promise<Changed> {
  const deltas = sumChanges(change.held, change.after);
  const done = await changeAvailability(ctx, deltas);
  const refused = deltas.filter((key) => key.delta > 0 && !done.some((row) => isSameStock(row, key)));
  const waiting = refused.length > 0 ? await backorderRest(ctx, { ...change, refused }) : [];
  const waits = new Map(waiting.map((line) => [line.lineId, line]));
  const variantsOf = (rows: readonly Delta[]) => [...new Set(rows.map(({ variantId }) => variantId))];
  return {
    after: change.after.map((line) => waits.get(line.lineId) ?? line),
    more: variantsOf(deltas.filter(({ delta }) => delta > 0)),
    less: variantsOf(deltas.filter(({ delta }) => delta < 0)),
    freed: done.filter((row) => row.waiting > 0 && deltas.some((key) => key.delta < 0 && isSameStock(row, key))),
  };
}

/** Of a statement of its own, whose snapshot has all that was posted before the rows were locked. */
async function changeAvailability(ctx: TxContext, deltas: readonly Delta[]): Promise<z.infer<typeof ChangedRows>> {
  if (deltas.length === 0) return [];
  return ChangedRows.parse(
    await ctx.db.execute(sql`
      update ${stockAvailability} a set reserved = a.reserved + wanted.delta, version = a.version + 1
      from ${rowsOf("wanted", { warehouseId: "uuid", variantId: "uuid", delta: "bigint" }, deltas)}
      where a.warehouse_id = wanted."warehouseId" and a.variant_id = wanted."variantId"
        and (wanted.delta < 0 or wanted.delta <= ${stockFigures(sql`a`).free})
      returning a.warehouse_id as "warehouseId", a.variant_id as "variantId", a.waiting`),
  );
}

const RESERVATION_COLUMNS = {
  lineId: "uuid",
  warehouseId: "uuid",
  variantId: "uuid",
  quantity: "bigint",
  short: "bigint",
  backordered: "bigint",
} as const;

/** Writes what the lines of a document hold from now on. One that held something or waited keeps its place in line. */
export async function writeReservations(ctx: TxContext, documentId: string, rows: readonly Held[]): Promise<void> {
  if (rows.length === 0) return;
  await ctx.db.execute(sql`
    insert into ${stockReservations} as r (
      line_id, document_id, warehouse_id, variant_id, quantity, short, backordered, status, created_at
    )
    select "lineId", ${documentId}::uuid, "warehouseId", "variantId", quantity, short, backordered,
      case when quantity > 0 then 'active' else 'released' end, ${ctx.now.toISOString()}::timestamptz
    from ${rowsOf("line", RESERVATION_COLUMNS, rows)}
    order by "lineId"
    on conflict (line_id) do update set
      quantity = excluded.quantity, short = excluded.short, backordered = excluded.backordered,
      status = excluded.status, warehouse_id = excluded.warehouse_id,
      created_at = case when r.warehouse_id = excluded.warehouse_id and ${isOpen} then r.created_at
        else excluded.created_at end`);
}
