import type { Allocation } from "@/modules/inventory/allocations/allocation";
import { swapPiece } from "@/modules/inventory/allocations/swap-piece";
import { lockAllocations, writeAllocations } from "@/modules/inventory/allocations/write-allocations";
import { assertGoodLots } from "@/modules/inventory/lots/good-lots";
import { formatOrderNumber } from "@/modules/orders/order";
import type { Context, TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { addQuantities } from "@/shared/quantity";
import { type ConfirmPick, notWanted, orderOnHold, pieceInHand, picksTooMuch, wrongPlace } from "./contract";
import { getPick } from "./get-pick";
import { lockOwnList } from "./lock-list";
import { toPick } from "./pick-list";
import { recordList } from "./record-list";

/**
 * So much of an item is in the picker's hands, from the bin and lot that they have scanned; or the piece of that serial
 * number, which need not be the one that was proposed.
 *
 * @throws notTaken, pickedByOther, notWanted, wrongPlace, picksTooMuch, orderOnHold, shipsBlocked, shipsExpired,
 * serialsNotHere, pieceInHand
 */
export async function confirmPick(ctx: Context, input: ConfirmPick) {
  return inTransaction(ctx, async (ctx) => {
    const list = await lockOwnList(ctx, input.listId);
    const pick = await getPick(ctx, input.listId, input.allocationId);
    if (pick.status === "on_hold") throw orderOnHold({ number: pick.orderNumber, reason: pick.holdReason ?? "" });
    const lotId = input.serial === undefined ? input.lotId : await takePiece(ctx, { ...input, serial: input.serial });
    const rows = await lockAllocations(ctx, { documentId: pick.orderId });
    const row = rows.find(({ id }) => id === input.allocationId);
    if (!row || row.quantity === 0) throw notWanted({});
    const { sku, locationCode, lotCode, hasSerials } = pick;
    if (!isThere(row, { ...input, lotId })) throw wrongPlace({ sku, locationCode, lotCode, hasSerials });
    await assertGoodLots(ctx, [row]);
    if (input.quantity > toPick(row)) throw picksTooMuch({ sku, open: toPick(row) });

    const picked = addQuantities(row.picked, input.quantity);
    await writeAllocations(ctx, rows, [{ ...row, picked }]);
    recordList(
      ctx,
      list,
      { picked: row.picked },
      {
        picked,
        sku,
        ...(input.serial && { serial: input.serial }),
        bin: locationCode,
        order: formatOrderNumber(pick.orderNumber),
      },
    );
    return { listId: list.id, picked, left: toPick({ ...row, picked }) };
  });
}

const isThere = (row: Allocation, scanned: Pick<ConfirmPick, "locationId" | "variantId" | "lotId">): boolean =>
  row.locationId === scanned.locationId && row.variantId === scanned.variantId && row.lotId === scanned.lotId;

/** The lot of the piece that is in the picker's hands, and fetched from now on. @throws serialsNotHere, pieceInHand */
async function takePiece(ctx: TxContext, { serial, ...place }: ConfirmPick & { serial: string }): Promise<string> {
  const { lotId, takenBy } = await swapPiece(ctx, { ...place, serial });
  if (!takenBy) return lotId;
  const other = await getPick(ctx, takenBy.listId, takenBy.id);
  throw pieceInHand({ serial, number: other.orderNumber });
}
