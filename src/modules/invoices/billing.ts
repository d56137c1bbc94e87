import { partOf, type StoredLine } from "@/modules/orders/order-sums";
import { creditOf } from "@/modules/orders/returned/credited";
import { type LineTax, statedTax, statedTaxOfShipping, type TaxBasis } from "@/modules/orders/taxes/basis";
import { addMoney, type Money, subtractMoney, timesQuantity, toMoney } from "@/shared/money";
import { type Quantity, toQuantity, ZERO } from "@/shared/quantity";
import type { InvoicedLine, InvoicedShipping } from "./content";
import type { InvoiceScope } from "./invoice";

const NOTHING = toMoney(0);

type Line = StoredLine & {
  id: string;
  title: string;
  sku: string;
  optionValues: readonly string[];
  unit: InvoicedLine["unit"];
  shipped: Quantity;
  cancelled: Quantity;
  /** Came back and is billed no more. */
  credited: Quantity;
  /** What is billed of that all the same, and what of it is on invoices. */
  returnFee: Money;
  feeNet: Money;
  feeTax: Money;
  pricesIncludeTax: boolean;
  taxCategory: LineTax["taxCategory"];
  taxReason: string;
  reasonCode?: string;
  /** On invoices and not credited: so many items, and what they are billed at. */
  invoiced: Quantity;
  itemsNet: Money;
  itemsTax: Money;
  /** Something was taken off it by a credit note without items: then it is no part of what the items come to. */
  hasFavours: boolean;
};

type Charge = { price: Money | null; taxRate: InvoicedShipping["rate"]; net: Money; tax: Money; isCancelled: boolean };

export type Billing = {
  lines: readonly Line[];
  shipping: Charge;
  isShippingInvoiced: boolean;
  order: { taxBasis: TaxBasis | null };
};

/** A line of an order as an invoice bills it, or what is charged for shipping. */
export type InvoicedPart = Omit<InvoicedLine, "id"> & { orderLineId: string };
type ShippingPart = Omit<InvoicedShipping, "id">;

/**
 * What an invoice bills: of each line what is asked for beyond what was invoiced before. A line's invoices come to what
 * its order bills, to the cent, since each bills what so many items come to less what those before it did and is not
 * credited. Shipping is on the first one, and is charged of what came back, too.
 */
export function partsToInvoice(
  { lines, shipping, isShippingInvoiced, order: { taxBasis } }: Billing,
  scope: InvoiceScope,
): { parts: InvoicedPart[]; shipping: ShippingPart | null } {
  const parts = lines.flatMap((line) => {
    const asked = (scope === "shipped" ? line.shipped : line.quantity - line.cancelled) - line.credited;
    // What came back and is on an invoice is credited first.
    if (asked < line.invoiced) return [];
    const items = asked > line.invoiced ? [partOfLine(line, toQuantity(asked - line.invoiced), taxBasis)] : [];
    return [...items, ...feeOf(line, taxBasis)];
  });
  const { price, isCancelled, taxRate: rate, net, tax } = shipping;
  const isCharged = price !== null && !isCancelled && !isShippingInvoiced;
  const isUnderWay = parts.length > 0 || lines.some(({ invoiced, credited }) => invoiced > 0 || credited > 0);
  return {
    parts,
    shipping: isCharged && isUnderWay ? { ...statedTaxOfShipping(rate, lines, taxBasis), rate, net, tax } : null,
  };
}

/** Whether some of the items that are asked for have not shipped yet. */
export const isAhead = (lines: readonly Line[], parts: readonly InvoicedPart[]): boolean =>
  parts.some(({ orderLineId, quantity }) =>
    lines.some(({ id, invoiced, shipped }) => id === orderLineId && invoiced + quantity > shipped),
  );

/** What so many items come to besides those that came back: the order bills what all come to, less what those did. */
function itemsBilled(line: Line, quantity: number): { net: Money; tax: Money } {
  const [all, back] = [partOf(line, toQuantity(quantity + line.credited)), partOf(line, line.credited)];
  return { net: subtractMoney(all.net, back.net), tax: subtractMoney(all.tax, back.tax) };
}

const atLeastNothing = (amount: Money): Money => (amount < 0 ? NOTHING : amount);

/**
 * What of a line is taken back with so many items, so that the rest is on invoices at what the order bills for it. Null
 * where a favour is in it: then nobody knows what the items alone are billed at.
 */
export function itemsTakenBack(line: Line, quantity: number): { net: Money; tax: Money } | null {
  if (line.hasFavours) return null;
  const rest = itemsBilled(line, line.invoiced - quantity);
  return {
    net: atLeastNothing(subtractMoney(line.itemsNet, rest.net)),
    tax: atLeastNothing(subtractMoney(line.itemsTax, rest.tax)),
  };
}

function partOfLine(line: Line, quantity: Quantity, basis: TaxBasis | null): InvoicedPart {
  const before = line.hasFavours ? itemsBilled(line, line.invoiced) : { net: line.itemsNet, tax: line.itemsTax };
  const after = itemsBilled(line, line.invoiced + quantity);
  const net = atLeastNothing(subtractMoney(after.net, before.net));
  const tax = atLeastNothing(subtractMoney(after.tax, before.tax));
  const listed = timesQuantity(line.unitPrice, quantity);
  return {
    orderLineId: line.id,
    name: line.title,
    sku: line.sku,
    optionValues: line.optionValues,
    unit: line.unit,
    quantity,
    unitPrice: line.unitPrice,
    discount: subtractMoney(listed, amountOf({ net, tax }, line)),
    ...statedTax(line, basis),
    rate: line.taxRate,
    net,
    tax,
  };
}

/** The fee that is kept of what came back: no items, and on an invoice once. */
function feeOf(line: Line, basis: TaxBasis | null): InvoicedPart[] {
  const [whole, kept] = [creditOf({ ...line, returnFee: NOTHING }), creditOf(line)];
  const net = subtractMoney(subtractMoney(whole.net, kept.net), line.feeNet);
  const tax = subtractMoney(subtractMoney(whole.tax, kept.tax), line.feeTax);
  if (net < 0 || tax < 0 || addMoney(net, tax) === 0) return [];
  const price = { unitPrice: amountOf({ net, tax }, line), discount: NOTHING };
  return [{ ...partOfLine(line, ZERO, basis), ...price, net, tax }];
}

/**
 * How many items of a line are on invoices that are billed no more: they came back, or were cancelled after they were
 * invoiced ahead. A credit note takes them off.
 */
export function toCreditOf(line: Pick<Line, "quantity" | "shipped" | "cancelled" | "credited" | "invoiced">): number {
  const billable = line.invoiced > line.shipped ? line.quantity - line.cancelled : line.shipped;
  return Math.max(0, line.invoiced - (billable - line.credited));
}

/** In the terms of a price: with the tax where prices include it. */
export const amountOf = (
  { net, tax }: { net: Money; tax: Money },
  { pricesIncludeTax }: { pricesIncludeTax: boolean },
): Money => (pricesIncludeTax ? addMoney(net, tax) : net);

/** Of a total, what money that came before pays: what earlier invoices bill is paid first. */
export const prepaidOf = (total: Money, money: Money, invoiced: Money): Money =>
  toMoney(Math.min(total, Math.max(NOTHING, money - invoiced)));
