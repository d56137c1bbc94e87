import { sql } from "drizzle-orm";
import { stockReleased, stockReserved } from "@/modules/inventory/contract";
import { stockReservations } from "@/modules/inventory/schema";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import type { TxContext } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import { emit } from "@/platform/outbox/emit";
import { fillWaiting } from "./fill-waiting";
import { changeAvailable, lockHeld, unbind, writeReservations } from "./held-rows";
import { type Given, givenTo, heldAfter, type MovedLine, type WantedLine } from "./reservation-change";

/** What the lines of a document need from now on, and what the lines of a new one take over from them. */
type Splitting = {
  from: { documentId: string; warehouseId: string; lines: readonly WantedLine[] };
  to: { documentId: string; warehouseId: string; lines: readonly MovedLine[] };
};

/**
 * Hands reservations of a document over to another one. In the same warehouse nothing is reserved or released by it:
 * the new lines hold what the old ones give up, wait for what those waited for, and keep their place in the line. From
 * another warehouse everything is reserved there, or nothing happens.
 *
 * @throws insufficientStock that names every variant that is short there
 */
export async function splitReservations(ctx: TxContext, { from, to }: Splitting): Promise<void> {
  assertWarehouse(ctx, from.warehouseId);
  assertWarehouse(ctx, to.warehouseId);
  const needed = to.lines.map(({ variantId }) => ({ warehouseId: to.warehouseId, variantId }));
  const held = await lockHeld(ctx, from.documentId, needed);
  const kept = heldAfter(held, from);
  await unbind(ctx, from.documentId, { held, after: kept });
  const given = givenTo(to, { held, kept, isSameWarehouse: from.warehouseId === to.warehouseId });
  const changed = await changeAvailable(ctx, { warehouseId: to.warehouseId, held, after: [...kept, ...given] });
  const { more, less, freed } = changed;
  await insertGiven(ctx, to.documentId, given);
  await writeReservations(ctx, from.documentId, kept);
  if (more.length > 0) emit(ctx, stockReserved, { documentId: to.documentId, variantIds: more });
  if (less.length > 0) emit(ctx, stockReleased, { documentId: from.documentId, variantIds: less });
  await fillWaiting(ctx, freed);
}

const GIVEN_COLUMNS = {
  fromLineId: "uuid",
  lineId: "uuid",
  warehouseId: "uuid",
  variantId: "uuid",
  quantity: "bigint",
  short: "bigint",
  backordered: "bigint",
} as const;

/** Before the old ones are written: who was promised the items first goes on being the first. */
const insertGiven = (ctx: TxContext, documentId: string, rows: readonly Given[]) =>
  ctx.db.execute(sql`
    insert into ${stockReservations} (
      line_id, document_id, warehouse_id, variant_id, quantity, short, backordered, status, created_at
    )
    select line."lineId", ${documentId}::uuid, line."warehouseId", line."variantId", line.quantity, line.short,
      line.backordered,
      case when line.quantity > 0 then 'active' else 'released' end,
      case when old.warehouse_id = line."warehouseId" then old.created_at else ${ctx.now.toISOString()}::timestamptz end
    from ${rowsOf("line", GIVEN_COLUMNS, rows)}
    join ${stockReservations} old on old.line_id = line."fromLineId"
    order by line."lineId"`);
