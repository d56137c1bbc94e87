import type { LockedOrder } from "@/modules/orders/lock-order";
import { type Discount, discountOf } from "./discount";

/** The discount of a draft against the catalog as it is now. */
export const discountOfDraft = (
  { lines }: Pick<LockedOrder, "lines">,
  known: ReadonlyMap<string, { price: number }>,
): Discount => discountOf(lines.map((line) => ({ ...line, listPrice: known.get(line.variantId)?.price ?? 0 })));
