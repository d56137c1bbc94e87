import { and, eq, gt, sql } from "drizzle-orm";
import { type AdjustStock, changeOf } from "@/modules/inventory/contract";
import { ensureLots } from "@/modules/inventory/lots/ensure-lots";
import { countIsStale } from "@/modules/inventory/refusals";
import { stockBalances } from "@/modules/inventory/schema";
import { assertArrive } from "@/modules/inventory/serials/arriving-pieces";
import { findLeaving } from "@/modules/inventory/serials/leaving-pieces";
import { splitIntoPieces } from "@/modules/inventory/serials/pieces";
import { countMovesTooMuch } from "@/modules/inventory/serials/refusals";
import { SERIALS_MAX } from "@/modules/inventory/serials/serial";
import type { TxContext } from "@/platform/context";
import { type Quantity, toQuantity, ZERO } from "@/shared/quantity";

/** So many more, or below zero fewer, of a lot. */
export type Adjusted = { lotId: string | null; change: number };

/**
 * What an adjustment changes: of the item or lot that it names, or of each piece. A count names all pieces that were
 * found in the bin: those that are not recorded there come in, and recorded ones that were not found go out.
 *
 * @throws serialsNotKept, serialsMissing, serialsRepeated, serialsOnHand, serialsNotHere; countIsStale,
 * countMovesTooMuch
 */
export async function findAdjusted(ctx: TxContext, input: AdjustStock): Promise<Adjusted[]> {
  const { variantId, locationId, lotId, serials, count } = input;
  const change = changeOf(input);
  if (serials === undefined) return change === 0 ? [] : [{ lotId, change }];
  const quantity = toQuantity(count?.quantity ?? Math.abs(change));
  const pieces = await splitIntoPieces(ctx, [{ variantId, locationId, serials, quantity }]);
  const named = pieces.flatMap(({ serial }) => (serial === null ? [] : [{ variantId, locationId, serial }]));
  if (!count && change < 0) return (await findLeaving(ctx, named)).map((lot) => ({ lotId: lot, change: -1 }));

  const recorded = count ? await lockRecorded(ctx, input) : [];
  const known = new Set(recorded.map((row) => row.lotId));
  const lotIds = await ensureLots(
    ctx,
    named.map(({ serial }) => ({ variantId, lot: { code: serial } })),
  );
  await assertArrive(ctx, named, lotIds, known);
  const found = new Set(lotIds);
  const adjusted = [
    ...lotIds.flatMap((lot) => (known.has(lot) ? [] : [{ lotId: lot, change: 1 }])),
    ...recorded.flatMap((row) => (found.has(row.lotId) ? [] : [{ lotId: row.lotId, change: -row.onHand }])),
  ];
  if (adjusted.length > SERIALS_MAX) throw countMovesTooMuch({ pieces: adjusted.length, most: SERIALS_MAX });
  return adjusted;
}

/** What is recorded of an item in a bin, whichever its lots, which are locked. @throws countIsStale */
async function lockRecorded(ctx: TxContext, input: AdjustStock) {
  const rows = await readRecorded(ctx, input);
  assertSum(rows, input.count?.recorded ?? 0, input);
  return rows;
}

/** After a count by serial numbers was posted: nobody has brought more into the bin meanwhile. @throws countIsStale */
export async function assertAllFound(ctx: TxContext, input: AdjustStock): Promise<void> {
  assertSum(await readRecorded(ctx, input), input.count?.quantity ?? 0, input);
}

function assertSum(rows: readonly { onHand: number }[], expected: number, { count }: AdjustStock): void {
  const difference = rows.reduce((sum, { onHand }) => sum + onHand, 0) - expected;
  const seen = count?.recorded ?? 0;
  if (difference !== 0) throw countIsStale({ seen, recorded: seen + difference });
}

const readRecorded = (ctx: TxContext, { variantId, locationId }: AdjustStock) =>
  ctx.db
    .select({ lotId: stockBalances.lotId, onHand: stockBalances.onHand })
    .from(stockBalances)
    .where(
      and(
        eq(stockBalances.locationId, locationId),
        eq(stockBalances.variantId, variantId),
        gt(stockBalances.onHand, ZERO),
      ),
    )
    .orderBy(sql`${stockBalances.lotId}`)
    .for("update");

/** More, and fewer, apart. */
export const sumsOf = (adjusted: readonly Adjusted[]): Quantity[] =>
  [adjusted.filter(({ change }) => change > 0), adjusted.filter(({ change }) => change < 0)]
    .map((changes) => toQuantity(changes.reduce((sum, { change }) => sum + change, 0)))
    .filter((sum) => sum !== 0);
