import type { TxContext } from "@/platform/context";
import { keptOf } from "./allocation";
import { lockAllocations, lockBoundPlaces, lockReservations, writeAllocations } from "./write-allocations";

type Kept = { lineId: string; quantity: number };

/**
 * Before the reservations of a document become less: unbinds what is no longer wanted of its lines, so that nobody goes
 * for it, and names to whoever has it in hand what to put back. Locks nothing of the lines that keep what they have.
 */
export async function releaseAllocations(
  ctx: TxContext,
  documentId: string,
  kept: readonly Kept[] | "nothing",
): Promise<void> {
  const lineIds = kept === "nothing" ? undefined : kept.map(({ lineId }) => lineId);
  const [, , rows] = await Promise.all([
    lockBoundPlaces(ctx, { documentId, lineIds }),
    lockReservations(ctx, [documentId], lineIds),
    lockAllocations(ctx, { documentId, lineIds }),
  ]);
  if (rows.length === 0) return;
  const lines = kept === "nothing" ? rows.map(({ lineId }) => ({ lineId, quantity: 0 })) : kept;
  const after = keptOf(rows, new Map(lines.map(({ lineId, quantity }) => [lineId, quantity])));
  await writeAllocations(ctx, rows, after);
}
