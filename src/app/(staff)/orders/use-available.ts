"use client";

import { trpc } from "@/client/trpc";
import type { Order } from "./order-data";
import { availabilityOf } from "./questions";

/**
 * What an order may have of each item, live: what is available, and what the order itself, `own`, has reserved or holds
 * there already. Undefined until that is loaded, and without a warehouse.
 */
export function useAvailable(
  warehouseId: string | null,
  lines: readonly { variantId: string }[],
  own: Order | null,
): (variantId: string) => number | undefined {
  const asked = availabilityOf(warehouseId ?? "", lines);
  const isAsked = warehouseId !== null && asked.variantIds.length > 0;
  const { data, isPlaceholderData } = trpc.inventory.listAvailability.useQuery(asked, {
    enabled: isAsked,
    placeholderData: (before) => before,
  });
  const answer = isAsked ? data : undefined;
  const known = new Map(answer?.map(({ variantId, available }) => [variantId, available]));
  const owned = ownOf(own?.warehouseId === warehouseId ? own.lines : []);
  // An answer names only what the warehouse has had; the one from before may not have been asked for this item.
  const unnamed = answer && !isPlaceholderData ? 0 : undefined;
  return (variantId) => {
    const available = known.get(variantId) ?? unnamed;
    return available === undefined ? undefined : available + (owned.get(variantId) ?? 0);
  };
}

function ownOf(lines: Order["lines"]): ReadonlyMap<string, number> {
  const owned = new Map<string, number>();
  for (const { variantId, held, reserved, shipped } of lines)
    owned.set(variantId, (owned.get(variantId) ?? 0) + held + reserved + shipped);
  return owned;
}
