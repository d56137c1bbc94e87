import { stockReleased, stockReserved } from "@/modules/inventory/contract";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import type { TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import type { AcceptedBackorders } from "./backorder-rest";
import { fillWaiting } from "./fill-waiting";
import { changeAvailable, lockHeld, unbind, writeReservations } from "./held-rows";
import { heldAfter, type WantedLine } from "./reservation-change";

/** What the lines of a document need from now on; a line that is not named keeps what it has. */
type Change = {
  documentId: string;
  warehouseId: string;
  lines: readonly WantedLine[];
  accepted?: AcceptedBackorders;
};

/**
 * Brings the reservations of a document to what its lines need now, all of them or none: what is more is reserved, what
 * is less released, and what lies in another warehouse moves to this one. A line that waits keeps waiting, and gives
 * that up first; it waits for more where there is less and that was accepted. What is released goes to others who wait.
 *
 * Lock order: balances of what is bound, availability, the document's reservations, what is bound of them.
 *
 * @throws insufficientStock that names every variant that is short, with what this document could have of it;
 * backordersNotAccepted
 */
export async function changeReservations(ctx: TxContext, change: Change): Promise<void> {
  const { documentId, warehouseId, lines, accepted } = change;
  assertWarehouse(ctx, warehouseId);
  const held = await lockHeld(
    ctx,
    documentId,
    lines.map(({ variantId }) => ({ warehouseId, variantId })),
  );
  const wanted = heldAfter(held, change);
  await unbind(ctx, documentId, { held, after: wanted });
  const { after, more, less, freed } = await changeAvailable(ctx, { warehouseId, held, after: wanted, accepted });
  await writeReservations(ctx, documentId, after);
  if (more.length > 0) emit(ctx, stockReserved, { documentId, variantIds: more });
  if (less.length > 0) emit(ctx, stockReleased, { documentId, variantIds: less });
  await fillWaiting(ctx, freed);
}
