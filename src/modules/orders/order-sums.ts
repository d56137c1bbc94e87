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
export type Terms = WholeDiscount & {
  shipping: ShippingCharge | null;
  pricesIncludeTax: boolean;
  roundsTaxOnce: boolean;
};

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
  const goods = sums.map((sum, index) => subtractMoney(sum, shares[index] ?? NOTHING));
  const taxes = terms.roundsTaxOnce ? taxedTogether : taxedApart;
  const [charge, ...ofLines] = taxes(
    [
      { sum: terms.shipping?.price ?? NOTHING, taxRate: terms.shipping?.taxRate ?? NO_RATE },
      ...lines.map(({ taxRate }, index) => ({ sum: goods[index] ?? NOTHING, taxRate })),
    ],
    terms,
  );
  const priced = lines.map((line, index) => ({
    ...line,
    orderDiscount: shares[index] ?? NOTHING,
    ...(ofLines[index] ?? NO_SUMS),
  }));
  const shipping = charge ?? NO_SUMS;
  const parts = [...priced, shipping];
  const net = addMoney(...parts.map((part) => part.net));
  const tax = addMoney(...parts.map((part) => part.tax));
  return { lines: priced, shipping, discountAmount, totals: { net, tax, total: addMoney(net, tax) } };
}

type Part = { sum: Money; taxRate: Rate };
type Taxed = (parts: readonly Part[], terms: Pick<Terms, "pricesIncludeTax">) => Sums[];

/** The tax of each part is rounded for itself. */
const taxedApart: Taxed = (parts, { pricesIncludeTax }) =>
  parts.map(({ sum, taxRate }) => taxed(sum, { taxRate, pricesIncludeTax }));

/**
 * The tax of all that is taxed at one rate is rounded once, as BR-CO-17 of EN 16931 asks of invoices: taxable amount
 * times rate, to two decimals. The parts share it to the cent, so that an order's tax stays the sum of its parts'.
 */
const taxedTogether: Taxed = (parts, { pricesIncludeTax }) => {
  const rates = [...new Set(parts.map(({ taxRate }) => taxRate))];
  const shares = new Map(
    rates.map((taxRate) => {
      const sums = parts.map((part) => (part.taxRate === taxRate ? part.sum : NOTHING));
      const { tax } = taxed(addMoney(...sums), { taxRate, pricesIncludeTax });
      return [taxRate, distribute(tax, sums)];
    }),
  );
  return parts.map(({ sum, taxRate }, index) => {
    const tax = shares.get(taxRate)?.[index] ?? NOTHING;
    return { net: pricesIncludeTax ? subtractMoney(sum, tax) : sum, tax };
  });
};

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

/**
 * What is left of a line when the rest of it goes into an order of its own: by the rule, as the rest is, as long as a
 * cent makes the two come to what the whole does. Where it takes more, each gets half of it, so that parts of parts
 * are never more than a cent beside the rule.
 */
export function leftOf(whole: StoredLine, left: PricedLine): { net: Money; tax: Money } {
  const { discountAmount = NOTHING, orderDiscount = NOTHING } = whole;
  const one = lineTotals(left);
  const other = lineTotals({
    ...whole,
    quantity: subtractQuantity(whole.quantity, left.quantity),
    discountAmount: subtractMoney(discountAmount, left.discountAmount ?? NOTHING),
    orderDiscount: subtractMoney(orderDiscount, left.orderDiscount ?? NOTHING),
  });
  const tax = halfOf(whole.taxTotal, one.tax, other.tax);
  if (!whole.pricesIncludeTax) return { net: halfOf(whole.netTotal, one.net, other.net), tax };
  const sum = ({ net, tax }: Sums) => addMoney(net, tax);
  return { net: subtractMoney(halfOf(addMoney(whole.netTotal, whole.taxTotal), sum(one), sum(other)), tax), tax };
}

/** One of two with half of what they are beside the whole, and never more than all of it. */
const halfOf = (whole: Money, one: Money, other: Money): Money =>
  toMoney(Math.min(whole, Math.max(0, one + Math.trunc((whole - one - other) / 2))));

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
