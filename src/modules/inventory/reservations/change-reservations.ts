import { stockReleased, stockReserved } from "@/modules/inventory/contract";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import type { TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { changeAvailable, lockHeld, writeReservations } from "./held-rows";
import { heldAfter, type WantedLine } from "./reservation-change";

/** What the lines of a document need from now on; a line that is not named keeps what it has. */
type Change = { documentId: string; warehouseId: string; lines: readonly WantedLine[] };

/**
 * Brings the reservations of a document to what its lines need now, all of them or none: what is more is reserved, what
 * is less released, and what lies in another warehouse moves to this one. A line that is short stays short of what it
 * lost, and gives that up first.
 *
 * Lock order: the document's reservations, then availability.
 *
 * @throws insufficientStock that names every variant that is short, with what this document could have of it.
 */
export async function changeReservations(ctx: TxContext, change: Change): Promise<void> {
  const { documentId, warehouseId } = change;
  assertWarehouse(ctx, warehouseId);
  const held = await lockHeld(ctx, documentId);
  const after = heldAfter(held, change);
  const { more, less } = await changeAvailable(ctx, { warehouseId, held, after });
  await writeReservations(ctx, documentId, after);
  if (more.length > 0) emit(ctx, stockReserved, { documentId, variantIds: more });
  if (less.length > 0) emit(ctx, stockReleased, { documentId, variantIds: less });
}
