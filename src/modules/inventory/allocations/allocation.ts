import { addQuantities, type Quantity, subtractQuantity, toQuantity, ZERO } from "@/shared/quantity";

/** What is bound of a line to a bin and lot. */
export type Allocation = {
  id: string;
  listId: string;
  documentId: string;
  lineId: string;
  variantId: string;
  locationId: string;
  lotId: string | null;
  quantity: Quantity;
  picked: Quantity;
  toPutBack: Quantity;
  shipped: Quantity;
  short: Quantity;
};

const least = (one: number, other: number): Quantity => toQuantity(Math.max(0, Math.min(one, other)));

/** What of its bin nobody else may take: goods in somebody's hands are not in the bin, wanted or not. */
export const heldBy = ({ quantity, toPutBack }: Pick<Allocation, "quantity" | "toPutBack">): Quantity =>
  addQuantities(quantity, toPutBack);

/** Nobody goes for so much of it any more; what was picked of it already is to be put back. */
export function letGo(row: Allocation, quantity: number): Allocation {
  const freed = least(quantity, row.quantity);
  const unpicked = least(freed, subtractQuantity(row.quantity, row.picked));
  const inHand = subtractQuantity(freed, unpicked);
  return {
    ...row,
    quantity: subtractQuantity(row.quantity, freed),
    picked: subtractQuantity(row.picked, inHand),
    toPutBack: addQuantities(row.toPutBack, inHand),
  };
}

/**
 * The rows after no more than `keep` of each line is wanted; a line that is not named keeps all. What nobody has picked
 * yet is let go of first.
 */
export function keptOf(rows: readonly Allocation[], keep: ReadonlyMap<string, number>): Allocation[] {
  const excess = new Map<string, number>();
  for (const { lineId, quantity } of rows)
    excess.set(lineId, (excess.get(lineId) ?? -(keep.get(lineId) ?? Number.POSITIVE_INFINITY)) + quantity);
  const release = (row: Allocation, most: number): Allocation => {
    const wanted = Math.max(0, excess.get(row.lineId) ?? 0);
    const freed = least(wanted, most);
    excess.set(row.lineId, wanted - freed);
    return letGo(row, freed);
  };
  const unpicked = rows.map((row) => release(row, row.quantity - row.picked));
  return unpicked.map((row) => release(row, row.quantity));
}

type Taken = { lineId: string; locationId: string; lotId: string | null; quantity: number };

/** The rows after these goods have left: of each place what was picked first. What was not bound changes nothing. */
export function shippedOf(rows: readonly Allocation[], taken: readonly Taken[]): Allocation[] {
  const left = taken.map((pick) => ({ ...pick }));
  const take = (row: Allocation, most: number): Allocation => {
    let now = row;
    for (const pick of left.filter((each) => isSamePlace(each, row))) {
      const quantity = least(pick.quantity, most - (now.shipped - row.shipped));
      pick.quantity -= quantity;
      now = {
        ...now,
        quantity: subtractQuantity(now.quantity, quantity),
        picked: subtractQuantity(now.picked, least(now.picked, quantity)),
        shipped: addQuantities(now.shipped, quantity),
      };
    }
    return now;
  };
  const ofPicked = rows.map((row) => take(row, row.picked));
  return ofPicked.map((row) => take(row, row.quantity));
}

const isSamePlace = (one: Omit<Taken, "quantity">, other: Omit<Taken, "quantity">): boolean =>
  one.lineId === other.lineId && one.locationId === other.locationId && one.lotId === other.lotId;

type FreePlace = { locationId: string; variantId: string; lotId: string | null; free: number };
type OpenLine = { lineId: string; variantId: string; open: number };
export type Bound = { lineId: string; variantId: string; locationId: string; lotId: string | null; quantity: Quantity };

/** Binds the lines, in their order, to places, in theirs. What no place has stays open. */
export function bindLines(
  lines: readonly OpenLine[],
  places: readonly FreePlace[],
): { bound: Bound[]; open: OpenLine[] } {
  const left = places.map((place) => ({ ...place }));
  const open: OpenLine[] = [];
  const bound = lines.flatMap(({ lineId, variantId, open: wanted }) => {
    let missing = wanted;
    const found = left
      .filter((place) => place.variantId === variantId)
      .flatMap((place) => {
        const quantity = least(missing, place.free);
        if (quantity === ZERO) return [];
        missing -= quantity;
        place.free -= quantity;
        return [{ lineId, variantId, locationId: place.locationId, lotId: place.lotId, quantity }];
      });
    if (missing > 0) open.push({ lineId, variantId, open: missing });
    return found;
  });
  return { bound, open };
}
