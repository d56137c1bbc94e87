import { type Quantity, toQuantity } from "@/shared/quantity";

/** A line of a document, and the quantity that is still to be picked. */
type OpenLine = { lineId: string; variantId: string; open: number };
type OfferedPick = { variantId: string; locationId: string; lotId: string | null; quantity: number };
/** The quantity of a line that is picked from a bin and lot. */
export type LinePick = { lineId: string; quantity: number; locationId: string; lotId: string | null };
/** The same with what people call its bin and lot. */
export type NamedPick = LinePick & { locationCode: string; lotCode: string | null };

/**
 * Distributes picks, which are suggested by variant, over the lines in order: two lines may have the same variant, and
 * one line may be picked from several bins. What no pick covers stays open.
 */
export function distributePicks<Offered extends OfferedPick>(
  lines: readonly OpenLine[],
  picks: readonly Offered[],
): (Omit<Offered, "variantId" | "quantity"> & { lineId: string; quantity: number })[] {
  const left = picks.map((pick) => ({ ...pick }));
  return lines.flatMap((line) => {
    let open = line.open;
    return left
      .filter((pick) => pick.variantId === line.variantId)
      .flatMap((pick) => {
        const { variantId: _, quantity: offered, ...place } = pick;
        const quantity = Math.min(open, offered);
        if (quantity <= 0) return [];
        open -= quantity;
        pick.quantity -= quantity;
        return [{ ...place, lineId: line.lineId, quantity }];
      });
  });
}

/** The open quantities, summed by variant: two lines may have the same. */
export function sumByVariant(
  lines: readonly { variantId: string; open: number }[],
): { variantId: string; quantity: Quantity }[] {
  const sums = new Map<string, number>();
  for (const line of lines) sums.set(line.variantId, (sums.get(line.variantId) ?? 0) + line.open);
  return [...sums].map(([variantId, quantity]) => ({ variantId, quantity: toQuantity(quantity) }));
}
