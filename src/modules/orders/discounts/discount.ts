import {
  addMoney,
  applyRate,
  type Money,
  RATE_SCALE,
  type Rate,
  subtractMoney,
  timesQuantity,
  toMoney,
  toRate,
} from "@/shared/money";

/** What confirming is refused with, for pages that load no sentences of refusals. */
export const DISCOUNT_ABOVE_LIMIT = "orders.discount-above-limit";

type Discountable = { quantity: number; unitPrice: Money; discountRate: Rate; listPrice: number };

/** What an order gives away: its greatest discount, and all of it together in money before tax rules. */
export type Discount = { rateMax: Rate; givenAway: Money };

/**
 * A price below the catalog's is a discount by another name, and counts as one: else it would be the way around every
 * limit. A price above it makes none smaller.
 */
export function discountOf(lines: readonly Discountable[]): Discount {
  return {
    rateMax: toRate(Math.max(0, ...lines.map(rateOf))),
    givenAway: addMoney(...lines.map(givenAwayOf)),
  };
}

function rateOf({ unitPrice, discountRate, listPrice }: Discountable): number {
  if (unitPrice >= listPrice) return discountRate;
  // Each product is below 10^15 and so exact.
  const paid = unitPrice * (RATE_SCALE - discountRate);
  return Math.floor((listPrice * RATE_SCALE - paid) / listPrice);
}

function givenAwayOf({ quantity, unitPrice, discountRate, listPrice }: Discountable): Money {
  const listed = timesQuantity(toMoney(Math.max(listPrice, unitPrice)), quantity);
  const asked = timesQuantity(unitPrice, quantity);
  return subtractMoney(listed, subtractMoney(asked, applyRate(asked, discountRate)));
}

export const isAbove = ({ rateMax }: Discount, limit: number | null): boolean => limit !== null && rateMax > limit;

/** What was looked at when somebody asked, and approved. */
export type AskedDiscount = { version: number; customerId: string; rateMax: number; givenAway: number };

/**
 * Whether an approval still holds: for the order as it was, or for one of the same customer that gives away no more, by
 * any line and in all.
 */
export const isCovered = (
  order: { version: number; customerId: string } & Discount,
  approved: AskedDiscount,
): boolean =>
  order.version === approved.version ||
  (order.customerId === approved.customerId &&
    order.rateMax <= approved.rateMax &&
    order.givenAway <= approved.givenAway);
