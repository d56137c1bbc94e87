import type { KnownVariant } from "@/modules/catalog/product-rows";
import { isAboveLimit } from "@/modules/inventory/adjustments/assert-within-limit";
import type { KnownCodes } from "./import-codes";

const ASKED = "A second person is asked to book it; nothing is booked until they approve it.";

/** Why a second person books a change, and not the one who imports; null where it is within their limit. */
export function excessOf(
  { limit, adjustedToday }: KnownCodes,
  { id, cost }: KnownVariant,
  change: number,
): string | null {
  if (limit === null || change === 0) return null;
  if (isAboveLimit(limit, change, cost)) return `This change is above your limit for adjustments. ${ASKED}`;
  return isAboveLimit(limit, adjustedToday(id, change) + Math.abs(change), cost)
    ? `With what you adjusted of this item today, this is above your limit. ${ASKED}`
    : null;
}
