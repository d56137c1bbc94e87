import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { addMoney, type Money, subtractMoney } from "@/shared/money";
import { subtractQuantity, type Quantity } from "@/shared/quantity";
import { lineTotals, type PricedLine } from "./order";

/**
 * The amounts of an order and of its lines, defined here alone, for TypeScript and for SQL:
 *
 *     ordered     what was asked for
 *     billed      what is owed: for what shipped, and for what is open and may still ship
 *     cancelled   ordered less billed
 *
 * A line bills what it would come to had no more than that been ordered, so the three agree to the cent.
 */
export type Amount = { net: Money; tax: Money; total: Money };
export type Amounts = { ordered: Amount; billed: Amount; cancelled: Amount };

/** The columns that `orders` and `order_lines` have alike. Those of an order are the sums of its lines'. */
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

type BilledLine = PricedLine & { cancelled: Quantity };

/** What a line bills, from its price and quantities. `kept_amount` of the database is the same rule. */
export const billedOf = (line: BilledLine): { net: Money; tax: Money } =>
  lineTotals({ ...line, quantity: subtractQuantity(line.quantity, line.cancelled) });

/**
 * What a line bills as it stands. One whose order was split may come to a cent more or less than its quantity alone
 * would, so that the two orders are what the one was; what is cancelled of it goes by the rule.
 */
export const billedAsWritten = (line: BilledLine & { netTotal: Money; taxTotal: Money }): { net: Money; tax: Money } =>
  line.cancelled === 0 ? { net: line.netTotal, tax: line.taxTotal } : billedOf(line);

/** What an order would bill if nothing more of it shipped. */
export function shippedAmount(lines: readonly (PricedLine & { shipped: Quantity })[]): Amount {
  const shipped = lines.map((line) => lineTotals({ ...line, quantity: line.shipped }));
  return amountOf(addMoney(...shipped.map(({ net }) => net)), addMoney(...shipped.map(({ tax }) => tax)));
}

// By a function of the database: Postgres reads the whole expression of such a column anew in each statement that
// writes the table, and nearly all lines have nothing cancelled.
const KEPT = sql`unit_price, quantity - cancelled, discount_rate, tax_rate, prices_include_tax`;

/** The columns of a line that Postgres computes itself. `kept_amount` of the database is `billedOf`. */
export const CANCELLED_NET = sql`(case when cancelled = 0 then 0 else net_total - kept_amount('net', ${KEPT}) end)`;
export const CANCELLED_TAX = sql`(case when cancelled = 0 then 0 else tax_total - kept_amount('tax', ${KEPT}) end)`;

/** Of `orders` or of `orderLines`. */
export const billedNet = (of: Stored<AnyColumn>): SQL => sql`(${of.netTotal} - ${of.cancelledNet})`;
export const billedTax = (of: Stored<AnyColumn>): SQL => sql`(${of.taxTotal} - ${of.cancelledTax})`;
export const billedTotal = (of: Stored<AnyColumn>): SQL =>
  sql`(${of.netTotal} + ${of.taxTotal} - ${of.cancelledNet} - ${of.cancelledTax})`;
