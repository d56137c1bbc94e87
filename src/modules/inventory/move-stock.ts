import { post } from "@/modules/inventory/ledger/ledger";
import type { Context, TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import type { MoveStock } from "./contract";
import { findLeaving } from "./serials/leaving-pieces";
import { splitIntoPieces } from "./serials/pieces";

/**
 * Moves stock from bin to bin, within a warehouse or to another one.
 * @throws what `splitIntoPieces`, `findLeaving` and `post` do
 */
export async function moveStock(ctx: Context, input: MoveStock): Promise<{ transactionId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const lines = await findPieces(ctx, input);
    const { transactionId } = await post(ctx, {
      kind: "move",
      postingKey: `move:${newId()}`,
      note: input.note,
      movements: lines.map(({ serial: _, ...line }) => ({ ...line, unitCost: null })),
    });
    return { transactionId };
  });
}

/** Lines that name serial numbers, with the lots of their pieces. */
async function findPieces(ctx: TxContext, input: MoveStock) {
  const pieces = await splitIntoPieces(ctx, input.lines);
  const named = pieces.flatMap(({ serial, variantId, fromLocationId }) =>
    serial === null ? [] : [{ serial, variantId, locationId: fromLocationId }],
  );
  const lotIds = (await findLeaving(ctx, named)).values();
  return pieces.map((piece) => (piece.serial === null ? piece : { ...piece, lotId: lotIds.next().value ?? null }));
}
