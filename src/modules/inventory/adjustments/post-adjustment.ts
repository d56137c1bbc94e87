import { and, eq, sql } from "drizzle-orm";
import type { AdjustStock } from "@/modules/inventory/contract";
import { settleCountRequest } from "@/modules/inventory/counts/settle-count-request";
import { VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import { post } from "@/modules/inventory/ledger/ledger";
import type { Movement, Posting, SourceDocument } from "@/modules/inventory/ledger/posting";
import { getUsableBin } from "@/modules/inventory/locations/get-usable-bin";
import { countIsStale } from "@/modules/inventory/refusals";
import { stockBalances } from "@/modules/inventory/schema";
import { listSerialItems } from "@/modules/inventory/serials/pieces";
import { serialsMissing } from "@/modules/inventory/serials/refusals";
import type { TxContext } from "@/platform/context";
import { settleBoth } from "@/platform/settle-both";
import { newId } from "@/shared/id";
import { toQuantity } from "@/shared/quantity";
import { type Adjusted, assertAllFound, findAdjusted, sumsOf } from "./adjusted-pieces";
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
 * @throws aboveLimit, countIsStale, and what `findAdjusted` and `post` refuse
 */
export async function postAdjustment(
  ctx: TxContext,
  input: AdjustStock,
  { broken = [], document }: Circumstances = {},
): Promise<{ transactionId: string }> {
  const { count, variantId, locationId, lotId, reason, note } = input;
  if (count) {
    await getUsableBin(ctx, locationId);
    if (input.serials === undefined) await assertRecorded(ctx, input, count.recorded, count.recorded);
  }
  const adjusted = await findAdjusted(ctx, input);
  if (count) await settleCountRequest(ctx, { variantId, locationId, ...(input.serials === undefined && { lotId }) });
  if (count && adjusted.length === 0)
    return recordCount(ctx, { variantId, locationId, lotId, reason, note, quantity: count.quantity });
  const posting = post(ctx, {
    kind: "adjust",
    postingKey: document ? `${document.kind}:${document.id}` : `adjust:${newId()}`,
    ...(document && { document }),
    reason,
    note,
    fulfilled: broken,
    movements: adjusted.map((piece) => movementOf(input, piece)),
  });
  const [{ transactionId }, limit = null] = await settleBoth(posting, findAdjustmentLimit(ctx));
  // Where there was no balance, there was nothing to lock: someone may have received into the bin meanwhile.
  if (count && input.serials === undefined) await assertRecorded(ctx, input, count.quantity, count.recorded);
  else if (count) await assertAllFound(ctx, input);
  const changes = sumsOf(adjusted).map((quantity) => ({ variantId, quantity }));
  await assertWithinLimit(ctx, limit, locationId, changes);
  return { transactionId };
}

function movementOf({ variantId, locationId }: AdjustStock, { lotId, change }: Adjusted): Movement {
  const isGain = change > 0;
  return {
    variantId,
    lotId,
    fromLocationId: isGain ? VIRTUAL_LOCATION_IDS.adjustment : locationId,
    toLocationId: isGain ? locationId : VIRTUAL_LOCATION_IDS.adjustment,
    quantity: toQuantity(Math.abs(change)),
    unitCost: null,
  };
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
  if (difference !== 0 && lotId === null) await assertUnnamed(ctx, variantId, seen);
  if (difference !== 0) throw countIsStale({ seen, recorded: seen + difference });
}

/** A count of an item that has serial numbers names those that were found. @throws serialsMissing */
async function assertUnnamed(ctx: TxContext, variantId: string, quantity: number): Promise<void> {
  const item = (await listSerialItems(ctx, [variantId])).get(variantId);
  if (item?.hasSerials) throw serialsMissing({ items: [{ sku: item.sku, quantity, serials: 0 }] });
}
