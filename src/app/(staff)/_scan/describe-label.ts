import { formatDay } from "@/shared/dates";
import type { GoodsLabel } from "./use-read-code";

const UNCOUNTED = {
  item: "",
  box: "The label is on a box that doesn't say how many it holds.",
  case: "The label is on a case, and how many it holds isn't recorded.",
  weighed: "The label carries a weight or a price of its own.",
} as const satisfies Record<GoodsLabel["of"], string>;

/** What a person must add, where a label names goods but not how many. */
export const describeUncounted = ({ of, count }: GoodsLabel): string | null =>
  count === null ? `${UNCOUNTED[of]} Enter the quantity.` : null;

/** `1 box of 24`, `1 × Carton`: what was scanned, where it is more than one item. */
export function describeScanned({ of, count, packName }: GoodsLabel): string | null {
  if (of === "box" && count !== null) return `1 box of ${count}`;
  return packName === null ? null : `1 × ${packName}`;
}

/** Lot, expiry and serial number, as far as the label names them; a serial number that is the lot is told once. */
export const describeTrace = ({ lot, expiresOn, serial }: GoodsLabel): string =>
  [
    lot && lot !== serial && `lot ${lot}`,
    expiresOn && `expires ${formatDay(expiresOn)}`,
    serial && `serial number ${serial}`,
  ]
    .filter(Boolean)
    .join(", ");
