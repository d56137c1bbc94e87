import { and, eq, sql } from "drizzle-orm";
import { type AdjustStock, changeOf } from "@/modules/inventory/contract";
import { settleCountRequest } from "@/modules/inventory/counts/settle-count-request";
import { VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import { post } from "@/modules/inventory/ledger/ledger";
import type { Posting, SourceDocument } from "@/modules/inventory/ledger/posting";
import { getUsableBin } from "@/modules/inventory/locations/get-usable-bin";
import { countIsStale } from "@/modules/inventory/refusals";
import { stockBalances } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { settleBoth } from "@/platform/settle-both";
import { newId } from "@/shared/id";
import { toQuantity } from "@/shared/quantity";
import { assertWithinLimit, findAdjustmentLimit } from "./assert-within-limit";
import { recordCount } from "./record-count";

export type Circumstances = {
  /** Reservations that end because their items are lost. */
  broken?: NonNullable<Posting["fulfilled"]>;
  /** The request that a second person has approved; it is posted once. */
  document?: SourceDocument;
};

/**
 * Adjusts the stock of a bin, by a difference or by a count. A count is exact: nobody changed the bin between the
 * recorded quantity it was compared with and this posting.
 *
 * @throws aboveLimit, countIsStale, and what `post` refuses
 */
export async function postAdjustment(
  ctx: TxContext,
  input: AdjustStock,
  { broken = [], document }: Circumstances = {},
): Promise<{ transactionId: string }> {
  const { count, variantId, locationId, lotId, reason, note } = input;
  const change = changeOf(input);
  if (count) {
    await getUsableBin(ctx, locationId);
    await assertRecorded(ctx, input, count.recorded, count.recorded);
    await settleCountRequest(ctx, { variantId, locationId, lotId });
    if (change === 0) return recordCount(ctx, { variantId, locationId, lotId, reason, note, quantity: count.quantity });
  }
  const isGain = change > 0;
  const posting = post(ctx, {
    kind: "adjust",
    postingKey: document ? `${document.kind}:${document.id}` : `adjust:${newId()}`,
    ...(document && { document }),
    reason,
    note,
    fulfilled: broken,
    movements: [
      {
        variantId,
        lotId,
        fromLocationId: isGain ? VIRTUAL_LOCATION_IDS.adjustment : locationId,
        toLocationId: isGain ? locationId : VIRTUAL_LOCATION_IDS.adjustment,
        quantity: toQuantity(Math.abs(change)),
        unitCost: null,
      },
    ],
  });
  const [{ transactionId }, limit = null] = await settleBoth(posting, findAdjustmentLimit(ctx));
  // Where there was no balance, there was nothing to lock: someone may have received into the bin meanwhile.
  if (count) await assertRecorded(ctx, input, count.quantity, count.recorded);
  await assertWithinLimit(ctx, limit, locationId, [{ variantId, quantity: change }]);
  return { transactionId };
}

/** @throws countIsStale unless `expected` is on hand, which is locked until the transaction ends. */
async function assertRecorded(
  ctx: TxContext,
  { variantId, locationId, lotId }: Pick<AdjustStock, "variantId" | "locationId" | "lotId">,
  expected: number,
  seen: number,
): Promise<void> {
  const [balance] = await ctx.db
    .select({ onHand: stockBalances.onHand })
    .from(stockBalances)
    .where(
      and(
        eq(stockBalances.locationId, locationId),
        eq(stockBalances.variantId, variantId),
        sql`${stockBalances.lotId} is not distinct from ${lotId}::uuid`,
      ),
    )
    .for("update");
  const difference = (balance?.onHand ?? 0) - expected;
  if (difference !== 0) throw countIsStale({ seen, recorded: seen + difference });
}
