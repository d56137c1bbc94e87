import { post } from "@/modules/inventory/ledger/ledger";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import type { MoveStock } from "./contract";

/** Moves stock from bin to bin, within a warehouse or to another one. */
export async function moveStock(ctx: Context, input: MoveStock): Promise<{ transactionId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const { transactionId } = await post(ctx, {
      kind: "move",
      postingKey: `move:${newId()}`,
      note: input.note,
      movements: input.lines.map((line) => ({ ...line, unitCost: null })),
    });
    return { transactionId };
  });
}
