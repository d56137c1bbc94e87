import type { LockedOrder } from "@/modules/orders/lock-order";
import { listedPrice, type Priced } from "@/modules/pricing/price";
import { type Discount, discountOf, paidPart } from "./discount";

/** The discount of a draft against lists and the catalog as they are now: a price of the customer's list is none. */
export const discountOfDraft = (
  { lines, ...whole }: Pick<LockedOrder, "lines" | "discountRate" | "discountAmount">,
  known: ReadonlyMap<string, Priced>,
): Discount =>
  discountOf(
    lines.map((line) => ({ ...line, listPrice: listedPrice(known.get(line.variantId), line.quantity).price })),
    paidPart(lines, whole),
  );
