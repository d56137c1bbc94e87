import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { MoveStock } from "./contract";
import { post } from "./ledger";

/** Carries goods from bin to bin, within a warehouse or to another one. */
export async function moveStock(ctx: Context, request: MoveStock): Promise<{ transactionId: string }> {
  const input = MoveStock.parse(request);
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
