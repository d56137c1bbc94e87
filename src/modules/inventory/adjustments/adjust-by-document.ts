import { sql } from "drizzle-orm";
import { VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import { post } from "@/modules/inventory/ledger/ledger";
import type { SourceDocument } from "@/modules/inventory/ledger/posting";
import { getUsableBin } from "@/modules/inventory/locations/get-usable-bin";
import { ensureLots } from "@/modules/inventory/lots/ensure-lots";
import { stockMovements, stockTransactions } from "@/modules/inventory/schema";
import { assertArrive } from "@/modules/inventory/serials/arriving-pieces";
import { findLeaving } from "@/modules/inventory/serials/leaving-pieces";
import { asLot, splitIntoPieces } from "@/modules/inventory/serials/pieces";
import type { Context, TxContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { inTransaction } from "@/platform/transaction";
import { negate, type Quantity, toQuantity } from "@/shared/quantity";
import { assertWithinLimit, findAdjustmentLimit } from "./assert-within-limit";

export type AdjustByDocument = {
  binId: string;
  document: SourceDocument;
  /** How many items of each variant are added, or, below zero, taken away; where it has them, by which numbers. */
  lines: readonly { variantId: string; quantity: Quantity; serials?: readonly string[] | undefined }[];
};

/**
 * Adjusts the stock of one bin to what a document has counted, in one stock entry that names the document. A variant
 * that the same document has adjusted before is left out, so that a document read again changes nothing twice.
 *
 * @returns the stock entry; null where nothing was left to adjust
 * @throws aboveLimit, locationUnusable, warehouseNotGranted, insufficientInBin, goodsArePromised, what
 * `splitIntoPieces`, `assertArrive` and `findLeaving` do
 */
export async function adjustByDocument(
  ctx: Context,
  { binId, document, lines }: AdjustByDocument,
): Promise<{ transactionId: string } | null> {
  return inTransaction(ctx, async (ctx) => {
    await getUsableBin(ctx, binId);
    const done = await variantsAdjustedBy(ctx, document, lines);
    const open = lines.filter(({ variantId, quantity }) => !done.has(variantId) && quantity !== 0);
    const movements = (await findChanges(ctx, binId, open)).map(({ variantId, lotId, quantity }) => ({
      variantId,
      lotId,
      fromLocationId: quantity > 0 ? VIRTUAL_LOCATION_IDS.adjustment : binId,
      toLocationId: quantity > 0 ? binId : VIRTUAL_LOCATION_IDS.adjustment,
      quantity: toQuantity(Math.abs(quantity)),
      unitCost: null,
    }));
    const [first] = movements;
    if (!first) return null;
    const postingKey = `adjust:${document.id}:${first.variantId}`;
    const posting = {
      kind: "adjust",
      reason: "counted",
      note: document.label,
      postingKey,
      document,
      movements,
    } as const;
    const { transactionId } = await post(ctx, posting);
    await assertWithinLimit(ctx, await findAdjustmentLimit(ctx), binId, open);
    return { transactionId };
  });
}

/** Of lines that name serial numbers a change of each piece. */
async function findChanges(ctx: TxContext, locationId: string, lines: AdjustByDocument["lines"]) {
  const wanted = lines.map((line) => ({ ...line, locationId, quantity: toQuantity(Math.abs(line.quantity)) }));
  const coming = await splitIntoPieces(
    ctx,
    wanted.filter((_, place) => (lines[place]?.quantity ?? 0) > 0),
  );
  const going = await splitIntoPieces(
    ctx,
    wanted.filter((_, place) => (lines[place]?.quantity ?? 0) < 0),
  );
  const lotIds = await ensureLots(ctx, coming.map(asLot));
  await assertArrive(ctx, coming, lotIds);
  const leaving = await findLeaving(
    ctx,
    going.flatMap(({ serial, variantId }) => (serial === null ? [] : [{ serial, variantId, locationId }])),
  );
  const taken = leaving.values();
  return [
    ...coming.map((piece, place) => ({ ...piece, lotId: lotIds[place] ?? null })),
    ...going.map((piece) => ({
      ...piece,
      quantity: negate(piece.quantity),
      lotId: piece.serial === null ? null : (taken.next().value ?? null),
    })),
  ];
}

async function variantsAdjustedBy(
  ctx: TxContext,
  { kind, id }: SourceDocument,
  lines: AdjustByDocument["lines"],
): Promise<Set<string>> {
  const wanted = lines.map(({ variantId }) => variantId);
  const rows = await ctx.db
    .select({ variantId: stockMovements.variantId })
    .from(stockMovements)
    .innerJoin(stockTransactions, sql`${stockTransactions.id} = ${stockMovements.transactionId}`)
    .where(
      sql`${stockMovements.variantId} = any(${arrayOf(wanted, "uuid")}) and ${stockTransactions.kind} = 'adjust'
        and ${stockTransactions.documentKind} = ${kind} and ${stockTransactions.documentId} = ${id}`,
    );
  return new Set(rows.map(({ variantId }) => variantId));
}
