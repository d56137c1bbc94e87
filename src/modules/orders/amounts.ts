import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { addMoney, type Money, subtractMoney } from "@/shared/money";
import type { Quantity } from "@/shared/quantity";
import { partOf } from "./order-sums";
import { type Credited, creditOf } from "./returned/credited";

/**
 * The amounts of an order and of its lines, defined here alone, for TypeScript and for SQL:
 *
 *     ordered     what was asked for
 *     billed      what is owed: for what shipped, and for what is open and may still ship, less what came back
 *     cancelled   ordered less billed: what was cancelled, and what is credited for items that came back
 *
 * A line bills what it would come to had no more than that been ordered, or its part of it where a discount in money is
 * in it, so the three agree to the cent. Shipping is billed while anything of the order is.
 */
export type Amount = { net: Money; tax: Money; total: Money };
export type Amounts = { ordered: Amount; billed: Amount; cancelled: Amount };

/** The columns that `orders` and `order_lines` have alike. Those of an order are sums of its lines' and of shipping. */
type Stored<Value> = { netTotal: Value; taxTotal: Value; cancelledNet: Value; cancelledTax: Value };

/** Selects what `amountsOf` takes. */
export const storedAmounts = <Of extends Stored<AnyColumn>>(of: Of): Pick<Of, keyof Stored<unknown>> => ({
  netTotal: of.netTotal,
  taxTotal: of.taxTotal,
  cancelledNet: of.cancelledNet,
  cancelledTax: of.cancelledTax,
});

const amountOf = (net: Money, tax: Money): Amount => ({ net, tax, total: addMoney(net, tax) });

export const amountsOf = ({ netTotal, taxTotal, cancelledNet, cancelledTax }: Stored<Money>): Amounts => ({
  ordered: amountOf(netTotal, taxTotal),
  billed: amountOf(subtractMoney(netTotal, cancelledNet), subtractMoney(taxTotal, cancelledTax)),
  cancelled: amountOf(cancelledNet, cancelledTax),
});

/** What an order would bill if nothing more of it shipped. Its shipping is charged as soon as anything ships. */
export function shippedAmount(
  lines: readonly (Credited & { shipped: Quantity })[],
  shipping: { net: Money; tax: Money },
): Amount {
  const shipped = lines.map((line) => {
    const [part, credit] = [partOf(line, line.shipped), creditOf(line)];
    return { net: subtractMoney(part.net, credit.net), tax: subtractMoney(part.tax, credit.tax) };
  });
  const parts = lines.some((line) => line.shipped > 0) ? [...shipped, shipping] : shipped;
  return amountOf(addMoney(...parts.map(({ net }) => net)), addMoney(...parts.map(({ tax }) => tax)));
}

/** Of `orders` or of `orderLines`. */
export const billedNet = (of: Stored<AnyColumn>): SQL => sql`(${of.netTotal} - ${of.cancelledNet})`;
export const billedTax = (of: Stored<AnyColumn>): SQL => sql`(${of.taxTotal} - ${of.cancelledTax})`;
export const billedTotal = (of: Stored<AnyColumn>): SQL =>
  sql`(${of.netTotal} + ${of.taxTotal} - ${of.cancelledNet} - ${of.cancelledTax})`;
