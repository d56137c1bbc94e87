import { listAllocated } from "@/modules/inventory/allocations/list-allocated";
import { distributePicks, type NamedPick, sumByVariant } from "@/modules/inventory/reservations/pick";
import { suggestPicks } from "@/modules/inventory/reservations/suggest-picks";
import type { Context } from "@/platform/context";

type Shipping = {
  orderId: string;
  warehouseId: string;
  /** What is left to ship of each line and not short. */
  open: readonly { lineId: string; variantId: string; open: number }[];
  isAllocated: boolean;
};

/**
 * Where an order ships from. Of what somebody has picked exactly that, and nothing else; else all that is open, first
 * from where pick lists have bound it, then first expired first out.
 */
export async function findPicks(
  ctx: Context,
  { orderId, warehouseId, open, isAllocated }: Shipping,
): Promise<{ picks: NamedPick[]; isPicked: boolean }> {
  const allocated = isAllocated ? await listAllocated(ctx, orderId) : [];
  const good = allocated.filter((row) => !row.isExpired && !row.isBlocked);
  const picked = good.filter((row) => row.picked > 0).map((row) => ({ ...row, quantity: row.picked }));
  if (picked.length > 0) return { picks: picked.map(toPick), isPicked: true };
  const bound = good.map(toPick);
  const rest = open.map((line) => ({ ...line, open: line.open - sumOf(bound, line.lineId) }));
  const wanted = rest.filter((line) => line.open > 0);
  const suggested = wanted.length === 0 ? [] : await suggestPicks(ctx, { warehouseId, lines: sumByVariant(wanted) });
  return { picks: [...bound, ...distributePicks(wanted, suggested).map(toPick)], isPicked: false };
}

const toPick = ({ lineId, quantity, locationId, locationCode, lotId, lotCode }: NamedPick): NamedPick => ({
  lineId,
  quantity,
  locationId,
  locationCode,
  lotId,
  lotCode,
});

const sumOf = (picks: readonly NamedPick[], lineId: string): number =>
  picks.reduce((sum, pick) => sum + (pick.lineId === lineId ? pick.quantity : 0), 0);
