import { lineSum, type PricedLine } from "@/modules/orders/order";
import type { WholeDiscount } from "@/modules/orders/order-sums";
import {
  addMoney,
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

type Discountable = Omit<PricedLine, "taxRate"> & { listPrice: number };

/** What an order gives away: its greatest discount, and all of it together in money before tax rules. */
export type Discount = { rateMax: Rate; givenAway: Money };

/** What is paid of a sum: this part of the whole. */
type Part = { paid: bigint; of: bigint };
const WHOLE: Part = { paid: 1n, of: 1n };
const SCALE = BigInt(RATE_SCALE);

/** What is paid of an order after what is off it as a whole, whatever its lines' shares are rounded to. */
export function paidPart(lines: readonly Omit<PricedLine, "taxRate">[], whole: WholeDiscount): Part {
  if (whole.discountRate > 0) return { paid: BigInt(RATE_SCALE - whole.discountRate), of: SCALE };
  const sum = whole.discountAmount > 0 ? BigInt(addMoney(...lines.map(lineSum))) : 0n;
  return sum > 0n ? { paid: sum - BigInt(whole.discountAmount), of: sum } : WHOLE;
}

export const isLess = (one: Part, other: Part): boolean => one.paid * other.of < other.paid * one.of;

/**
 * A price below the catalog's is a discount by another name, and counts as one: else it would be the way around every
 * limit. A price above it makes none smaller. What is off the line and off the order, as a rate or as an amount, counts
 * together: `part` is what is paid of the order.
 */
export function discountOf(lines: readonly Discountable[], part: Part = WHOLE): Discount {
  return {
    rateMax: toRate(Math.max(0, ...lines.map((line) => rateOf(line, part)))),
    givenAway: addMoney(...lines.map(givenAwayOf)),
  };
}

function rateOf(line: Discountable, part: Part): number {
  const { quantity, unitPrice, discountRate, discountAmount: amount = 0, listPrice } = line;
  const listed = BigInt(Math.max(listPrice, unitPrice)) * BigInt(quantity) * SCALE * part.of;
  const asked = BigInt(unitPrice) * BigInt(quantity) * BigInt(RATE_SCALE - discountRate);
  const paid = (asked - BigInt(amount) * SCALE) * part.paid;
  return listed === 0n ? discountRate : Number(((listed - paid) * SCALE) / listed);
}

function givenAwayOf({ listPrice, ...line }: Discountable): Money {
  const listed = timesQuantity(toMoney(Math.max(listPrice, line.unitPrice)), line.quantity);
  return subtractMoney(listed, subtractMoney(lineSum(line), line.orderDiscount ?? toMoney(0)));
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
