import type { LockedOrder } from "@/modules/orders/lock-order";
import { type Discount, discountOf, paidPart } from "./discount";

/** The discount of a draft against the catalog as it is now. */
export const discountOfDraft = (
  { lines, ...whole }: Pick<LockedOrder, "lines" | "discountRate" | "discountAmount">,
  known: ReadonlyMap<string, { price: number }>,
): Discount =>
  discountOf(
    lines.map((line) => ({ ...line, listPrice: known.get(line.variantId)?.price ?? 0 })),
    paidPart(lines, whole),
  );
