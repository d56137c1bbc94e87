import { describeUnreserved } from "@/modules/inventory/ledger/describe-shortages";
import { insufficientStock } from "@/modules/inventory/refusals";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import type { TxContext } from "@/platform/context";
import { fillWaiting } from "./fill-waiting";
import { lockHeld } from "./held-rows";

/**
 * Reserves what the lines of a document wait for, as far as it is available and nobody came before them. Whatever
 * brings or frees stock does so by itself: this is for what a release brought that did not know of it yet.
 *
 * @returns how much was reserved, and how much is still waited for.
 * @throws insufficientStock when none of it is available.
 */
export async function reserveShortStock(
  ctx: TxContext,
  { documentId, warehouseId }: { documentId: string; warehouseId: string },
): Promise<{ reserved: number; short: number }> {
  assertWarehouse(ctx, warehouseId);
  const waiting = (await lockHeld(ctx, documentId, [], { fills: true })).filter((line) => waitsFor(line) > 0);
  if (waiting.length === 0) return { reserved: 0, short: 0 };
  const filled = await fillWaiting(
    ctx,
    waiting.map(({ variantId }) => ({ warehouseId, variantId })),
  );
  const own = filled.filter((row) => row.documentId === documentId);
  const reserved = own.reduce((sum, { quantity }) => sum + quantity, 0);
  if (reserved > 0) return { reserved, short: waiting.reduce((sum, line) => sum + waitsFor(line), 0) - reserved };
  const wanted = waiting.map((line) => ({ warehouseId, variantId: line.variantId, requested: waitsFor(line) }));
  throw insufficientStock({ warehouseId, shortages: await describeUnreserved(ctx, wanted) });
}

const waitsFor = ({ short, backordered }: { short: number; backordered: number }): number => short + backordered;
