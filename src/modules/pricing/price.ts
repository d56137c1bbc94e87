import { applyRate, type Money, subtractMoney, toMoney, toRate } from "@/shared/money";

/** A price for so many or more. */
type PriceBreak = { from: number; price: number };

/** What a list that holds for a customer says of one product; its breaks in ascending order. */
export type Offer = {
  priceListId: string;
  name: string;
  /** The customer's own list, and not their group's. */
  isOwn: boolean;
  /** Off the usual price where no break is reached. */
  rate: number;
  breaks: readonly PriceBreak[];
};

/** Of what nobody knows. */
const NOTHING: Priced = { price: 0, offers: [] };

export type ListedPrice = { price: Money; list: Pick<Offer, "priceListId" | "name"> | null };

/** What a product costs usually, and which lists have it for the customer. */
export type Priced = { price: number; offers: readonly Offer[] };

/**
 * What one of so many costs a customer: by their own lists, or else by those of their group, or else as usual. Of
 * several lists of one kind the lowest price wins, and of equal ones the first list.
 */
export function listedPrice(priced: Priced | undefined, quantity: number): ListedPrice {
  const { price: usual, offers } = priced ?? NOTHING;
  const of = (isOwn: boolean) =>
    lowest(
      offers.filter((offer) => offer.isOwn === isOwn),
      usual,
      quantity,
    );
  return of(true) ?? of(false) ?? { price: toMoney(usual), list: null };
}

function lowest(offers: readonly Offer[], usual: number, quantity: number): ListedPrice | null {
  return offers.reduce<ListedPrice | null>((best, list) => {
    const price = priceIn(list, usual, quantity);
    return price !== null && (best === null || price < best.price) ? { price, list } : best;
  }, null);
}

/** A price that is written goes before the list's discount, also where it is higher. */
function priceIn({ breaks, rate }: Offer, usual: number, quantity: number): Money | null {
  const reached = breaks.findLast(({ from }) => from <= quantity);
  if (reached) return toMoney(reached.price);
  return rate > 0 ? subtractMoney(toMoney(usual), applyRate(toMoney(usual), toRate(rate))) : null;
}

export type PriceListState = "active" | "planned" | "ended" | "archived";

export const PRICE_LIST_STATE_NAMES = {
  active: "Active",
  planned: "Planned",
  ended: "Ended",
  archived: "Archived",
} as const satisfies Record<PriceListState, string>;

type Dated = { archivedAt: Date | null; validFrom: string | null; validUntil: string | null };

/** Whether a list holds on a day of the shop's calendar. */
export function priceListState({ archivedAt, validFrom, validUntil }: Dated, today: string): PriceListState {
  if (archivedAt !== null) return "archived";
  if (validFrom !== null && today < validFrom) return "planned";
  return validUntil !== null && validUntil < today ? "ended" : "active";
}
