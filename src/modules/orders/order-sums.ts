import {
  addMoney,
  applyRate,
  distribute,
  type Money,
  NO_RATE,
  type Rate,
  shareOf,
  subtractMoney,
  toMoney,
} from "@/shared/money";
import { type Quantity, subtractQuantity } from "@/shared/quantity";
import { lineSum, lineTotals, type PricedLine, taxed } from "./order";

/** What is off an order as a whole: a rate, or else an amount. */
export type WholeDiscount = { discountRate: Rate; discountAmount: Money };
/** A charge that is no goods: nothing of it is stored, reserved or shipped. */
type ShippingCharge = { price: Money; taxRate: Rate };
export type Terms = WholeDiscount & { shipping: ShippingCharge | null; pricesIncludeTax: boolean };

type Sums = { net: Money; tax: Money };
const NOTHING = toMoney(0);
const NO_SUMS: Sums = { net: NOTHING, tax: NOTHING };

/** What a whole discount comes to of what its lines do. */
const wholeDiscountOf = ({ discountRate, discountAmount }: WholeDiscount, sum: Money): Money =>
  discountRate > 0 ? applyRate(sum, discountRate) : discountAmount;

/**
 * What an order comes to. What is off it as a whole is shared by its lines in proportion to what they come to, to the
 * cent, before tax: so each share is taxed at its line's rate. Shipping is charged in full.
 */
export function sumOrder<Line extends PricedLine>(lines: readonly Line[], terms: Terms) {
  const sums = lines.map(lineSum);
  const discountAmount = wholeDiscountOf(terms, addMoney(...sums));
  const shares = distribute(discountAmount, sums);
  const priced = lines.map((line, index) => {
    const orderDiscount = shares[index] ?? NOTHING;
    return { ...line, orderDiscount, ...lineTotals({ ...line, orderDiscount }) };
  });
  const shipping = terms.shipping ? taxed(terms.shipping.price, { ...terms, ...terms.shipping }) : NO_SUMS;
  const parts = [...priced, shipping];
  const net = addMoney(...parts.map((part) => part.net));
  const tax = addMoney(...parts.map((part) => part.tax));
  return { lines: priced, shipping, discountAmount, totals: { net, tax, total: addMoney(net, tax) } };
}

export type StoredLine = PricedLine & { netTotal: Money; taxTotal: Money };

/**
 * What so many of a line come to: by the rule, as if no more had been ordered. Of a line that comes to something else,
 * as by a discount in money, it is that part of what the line comes to. `cancel_line_amounts` of the database is alike.
 */
export function partOf(line: StoredLine, quantity: Quantity): { net: Money; tax: Money } {
  const { discountAmount: _, orderDiscount: __, ...plain } = line;
  const whole = lineTotals(plain);
  if (whole.net === line.netTotal && whole.tax === line.taxTotal) return lineTotals({ ...plain, quantity });
  return {
    net: shareOf(line.netTotal, quantity, line.quantity),
    tax: shareOf(line.taxTotal, quantity, line.quantity),
  };
}

/** What a line bills. */
export const billedOf = (line: StoredLine & { cancelled: Quantity }): { net: Money; tax: Money } =>
  partOf(line, subtractQuantity(line.quantity, line.cancelled));

/** Which of these lines have more off than they come to, and whether the whole order has. */
export function overDiscounted(lines: readonly PricedLine[], terms: WholeDiscount) {
  const sums = lines.map(lineSum);
  const whole = addMoney(...sums);
  return {
    lines: sums.flatMap((sum, index) => (sum < 0 ? [index] : [])),
    whole: subtractMoney(wholeDiscountOf(terms, whole), whole) > 0,
  };
}

/** Shipping is taxed as the goods are: where nobody says otherwise, at the highest rate among them. */
export const usualShippingTax = (lines: readonly { taxRate: Rate }[]): Rate =>
  lines.reduce<Rate>((highest, { taxRate }) => (taxRate > highest ? taxRate : highest), lines[0]?.taxRate ?? NO_RATE);
