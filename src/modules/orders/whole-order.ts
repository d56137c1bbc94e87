import { MONEY_MAX, NO_RATE, type Rate, toMoney, toRate } from "@/shared/money";
import { discountTooLarge } from "./discounts/refusals";
import type { PricedLine } from "./order";
import { overDiscounted, sumOrder, type Terms, usualShippingTax, type WholeDiscount } from "./order-sums";
import type { Whole } from "./order-terms";
import { orderTooLarge } from "./refusals";
import type { orders } from "./schema";

/** What stands in an order of its discount and of shipping. */
type Standing = Pick<
  typeof orders.$inferSelect,
  "discountRate" | "discountAmount" | "shippingPrice" | "shippingTaxRate"
>;
/** What an order comes to, and on which terms. */
export type OrderSums = Omit<ReturnType<typeof sumOrder>, "lines"> & { terms: Terms };

export const wholeDiscount = ({ discount }: Pick<Whole, "discount">): WholeDiscount => ({
  discountRate: toRate(discount && "rate" in discount ? discount.rate : 0),
  discountAmount: toMoney(discount && "amount" in discount ? discount.amount : 0),
});

/** What is asked of the order as a whole, with the tax of shipping filled in. */
export const termsOf = (
  { discount, shipping }: Whole,
  lines: readonly { taxRate: Rate }[],
  taxing: Pick<Terms, "pricesIncludeTax" | "roundsTaxOnce">,
): Terms => ({
  ...wholeDiscount({ discount }),
  shipping: shipping
    ? { price: toMoney(shipping.price), taxRate: toRate(shipping.taxRate ?? usualShippingTax(lines)) }
    : null,
  ...taxing,
});

/** @throws orderTooLarge, discountTooLarge when more is off than there is to pay */
export function sumSound<Line extends PricedLine>(lines: readonly Line[], terms: Terms) {
  const gross = lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, terms.shipping?.price ?? 0);
  if (gross > MONEY_MAX) throw orderTooLarge({ totalMax: MONEY_MAX });
  const over = overDiscounted(lines, terms);
  if (over.lines.length > 0 || over.whole) throw discountTooLarge({ positions: over.lines.map((index) => index + 1) });
  return sumOrder(lines, terms);
}

/** The columns of an order that say what it comes to. */
export const columnsOf = ({ terms, discountAmount, shipping, totals }: OrderSums) => ({
  discountRate: terms.discountRate,
  discountAmount,
  shippingPrice: terms.shipping?.price ?? null,
  shippingTaxRate: terms.shipping?.taxRate ?? NO_RATE,
  shippingNet: shipping.net,
  shippingTax: shipping.tax,
  roundsTaxOnce: terms.roundsTaxOnce,
  netTotal: totals.net,
  taxTotal: totals.tax,
});

type Kept = Standing & { lines: readonly { taxRate: Rate }[] };

/**
 * What is asked of an order that stands: what is left out stays. Where its lines are taxed anew, `retaxed`, the tax of
 * shipping goes with theirs if it went with theirs before.
 */
export const wholeAfter = (order: Kept, { discount, shipping }: Whole, { retaxed = false } = {}): Whole => ({
  discount: discount === undefined ? standingDiscount(order) : discount,
  shipping: shipping === undefined ? (retaxed ? shippingAsGoods(order) : standingShipping(order)) : shipping,
});

const shippingAsGoods = (order: Kept): Whole["shipping"] =>
  order.shippingPrice !== null && order.shippingTaxRate === usualShippingTax(order.lines)
    ? { price: order.shippingPrice }
    : standingShipping(order);

const standingDiscount = ({ discountRate: rate, discountAmount: amount }: Standing): Whole["discount"] =>
  rate > 0 ? { rate } : { amount };

export const standingShipping = ({ shippingPrice: price, shippingTaxRate: taxRate }: Standing): Whole["shipping"] =>
  price === null ? null : { price, taxRate };

/** What is off an order and what shipping is charged, as the history has it. */
export const describeTerms = ({ discountRate, discountAmount, shippingPrice, shippingTaxRate }: Standing) => ({
  orderDiscount: { rate: discountRate, amount: discountAmount },
  shippingCharge: shippingPrice === null ? null : { price: shippingPrice, taxRate: shippingTaxRate },
});
