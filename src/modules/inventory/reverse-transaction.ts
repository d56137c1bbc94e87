import { asc, eq } from "drizzle-orm";
import { post } from "@/modules/inventory/ledger/ledger";
import type { Posting } from "@/modules/inventory/ledger/posting";
import type { Context, TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { can } from "@/shared/access";
import type { ReverseTransaction } from "./contract";
import { canReverse, type Reversible, reversalObstacle } from "./inventory";
import { alreadyReversed, cannotReverse, transactionNotFound, undoNotAllowed } from "./refusals";
import { isOwnEntry, isRecentEntry, isReversedEntry } from "./reversible";
import { stockMovements, stockTransactions } from "./schema";
import { leftBeforeSerials, serialsMissing } from "./serials/refusals";

/**
 * Reverses a posting by its mirror image. Both stay in the ledger, and the reversal references the original. Managers
 * may reverse any; others undo their own receipts and adjustments for a while. The posting refuses what was built on.
 *
 * @throws undoNotAllowed, alreadyReversed, cannotReverse, leftBeforeSerials, and what `post` refuses
 */
export async function reverseTransaction(ctx: Context, input: ReverseTransaction): Promise<{ transactionId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const original = await getTransaction(ctx, input.transactionId);
    assertReversible(ctx, original);
    return postMirrorImage(ctx, original, { note: input.note });
  });
}

type Original = Awaited<ReturnType<typeof getTransaction>>;
/** What a mirror image needs of the original. */
type Mirrored = Pick<typeof stockTransactions.$inferSelect, "id" | "documentKind" | "documentId" | "documentLabel">;

/** Whether anything was built on it is left to the posting, which holds the rows that it asks. */
function assertReversible(ctx: TxContext, original: Original): void {
  const entry: Reversible = { ...original, isBuiltOn: false };
  const obstacle = reversalObstacle(entry, can(ctx.actor, "inventory.reverse-others"));
  if (obstacle === "reversed") throw alreadyReversed({ transactionId: original.id });
  if (obstacle === "kind" || !canReverse(original.kind)) throw cannotReverse({ kind: original.kind });
  if (obstacle === "not-yours" || obstacle === "too-late") throw undoNotAllowed({ obstacle });
}

async function getTransaction(ctx: TxContext, transactionId: string) {
  const [transaction] = await ctx.db
    .select({
      id: stockTransactions.id,
      kind: stockTransactions.kind,
      documentKind: stockTransactions.documentKind,
      documentId: stockTransactions.documentId,
      documentLabel: stockTransactions.documentLabel,
      isReversed: isReversedEntry,
      isOwn: isOwnEntry(ctx),
      isRecent: isRecentEntry,
    })
    .from(stockTransactions)
    .where(eq(stockTransactions.id, transactionId));
  if (!transaction) throw transactionNotFound({ transactionId });
  return transaction;
}

/** @throws alreadyReversed, also for the second of two at once; leftBeforeSerials */
export async function postMirrorImage(
  ctx: TxContext,
  original: Mirrored,
  more: Pick<Posting, "note" | "fulfilled">,
): Promise<{ transactionId: string }> {
  const movements = await listMovements(ctx, original.id);
  const reversal = await post(ctx, {
    ...more,
    kind: "reverse",
    postingKey: `reverse:${original.id}`,
    reversesId: original.id,
    ...(original.documentKind && original.documentId && original.documentLabel
      ? { document: { kind: original.documentKind, id: original.documentId, label: original.documentLabel } }
      : {}),
    movements: movements.map((movement) => ({
      ...movement,
      fromLocationId: movement.toLocationId,
      toLocationId: movement.fromLocationId,
    })),
  }).catch((error: unknown) => {
    throw serialsMissing.is(error) ? leftBeforeSerials({ skus: error.details.items.map(({ sku }) => sku) }) : error;
  });
  if (!reversal.isNew) throw alreadyReversed({ transactionId: original.id });
  return { transactionId: reversal.transactionId };
}

const listMovements = (ctx: TxContext, transactionId: string) =>
  ctx.db
    .select()
    .from(stockMovements)
    .where(eq(stockMovements.transactionId, transactionId))
    .orderBy(asc(stockMovements.id));
