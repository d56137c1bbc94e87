import { eq } from "drizzle-orm";
import type { Context, TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { alreadyReversed, cannotReverse, type ReverseTransaction, transactionNotFound } from "./contract";
import { canReverse } from "./inventory";
import { post } from "./ledger";
import { stockMovements, stockTransactions } from "./schema";

/** Reverses a posting by its mirror image. Both stay in the ledger, and the reversal references the original. */
export async function reverseTransaction(ctx: Context, input: ReverseTransaction): Promise<{ transactionId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const original = await getTransaction(ctx, input.transactionId);
    if (!canReverse(original.kind)) throw cannotReverse({ kind: original.kind });

    const movements = await ctx.db
      .select()
      .from(stockMovements)
      .where(eq(stockMovements.transactionId, original.id))
      .orderBy(stockMovements.id);
    const reversal = await post(ctx, {
      kind: "reverse",
      postingKey: `reverse:${original.id}`,
      reversesId: original.id,
      note: input.note,
      ...(original.documentKind && original.documentId && original.documentLabel
        ? { document: { kind: original.documentKind, id: original.documentId, label: original.documentLabel } }
        : {}),
      movements: movements.map((movement) => ({
        ...movement,
        fromLocationId: movement.toLocationId,
        toLocationId: movement.fromLocationId,
      })),
    });
    if (!reversal.isNew) throw alreadyReversed({ transactionId: original.id });
    return { transactionId: reversal.transactionId };
  });
}

async function getTransaction(ctx: TxContext, transactionId: string) {
  const [transaction] = await ctx.db.select().from(stockTransactions).where(eq(stockTransactions.id, transactionId));
  if (!transaction) throw transactionNotFound({ transactionId });
  return transaction;
}
