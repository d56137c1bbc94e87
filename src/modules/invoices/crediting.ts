import { taxed } from "@/modules/orders/order";
import { type Money, type Rate, shareOf, subtractMoney, toMoney } from "@/shared/money";
import { type Quantity, toQuantity, ZERO } from "@/shared/quantity";
import { amountOf } from "./billing";

/** What of a line of an invoice is not credited yet. */
export type LeftOfLine = { quantity: Quantity; net: Money; tax: Money; rate: Rate };
export type Credited = { quantity: Quantity; net: Money; tax: Money };
type Asked = { quantity?: number | undefined; amount?: number | undefined };

type Amount = Pick<Credited, "net" | "tax">;
type Terms = {
  pricesIncludeTax: boolean;
  /** What so many items of the line are taken back at, where the order says so. */
  takenBack?: (quantity: number) => Amount | null;
};

/**
 * What a credit note takes back of a line: so many items at what its order bills no more with them, or else at their
 * part of what is left; or an amount and no items. Null where more is asked than is left.
 */
export function creditOf(left: LeftOfLine, { quantity, amount }: Asked, terms: Terms): Credited | null {
  if (amount !== undefined) return creditOfAmount(left, toMoney(amount), terms);
  const items = toQuantity(quantity ?? left.quantity);
  if (items > left.quantity) return null;
  // Of what has no items left, the rest of its amount.
  if (items === left.quantity) return { quantity: items, net: left.net, tax: left.tax };
  const share = { net: shareOf(left.net, items, left.quantity), tax: shareOf(left.tax, items, left.quantity) };
  const { net, tax } = terms.takenBack?.(items) ?? share;
  return { quantity: items, net: lesser(net, left.net), tax: lesser(tax, left.tax) };
}

const lesser = (one: Money, other: Money): Money => (one < other ? one : other);

function creditOfAmount(left: LeftOfLine, amount: Money, { pricesIncludeTax }: { pricesIncludeTax: boolean }) {
  const whole = amountOf(left, { pricesIncludeTax });
  if (amount > whole) return null;
  if (amount === whole) return { quantity: ZERO, net: left.net, tax: left.tax };
  const { net, tax } = taxed(amount, { taxRate: left.rate, pricesIncludeTax });
  // Tax that was shared by lines is a cent beside the rule, and is never below what is left.
  const capped = lesser(tax, left.tax);
  return { quantity: ZERO, net: pricesIncludeTax ? subtractMoney(amount, capped) : net, tax: capped };
}

export const isNothing = ({ quantity, net, tax }: Credited): boolean => quantity === 0 && net === 0 && tax === 0;
