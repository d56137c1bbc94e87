/*
 * What orders come to, added up a second time: by whole numbers and school arithmetic, from the record of what was
 * done, and without one function of the product. Amounts are cents, rates parts per million; nothing is negative.
 */

export type Sum = { net: number; tax: number };

export type PlainLine = {
  id: string;
  item: string;
  quantity: number;
  price: number;
  /** Off the line: a rate, or else an amount. */
  rate: number;
  off: number;
  /** Its share of what is off the order. */
  share: number;
  taxRate: number;
  cancelled: number;
  shipped: number;
  /** Taken in again; what of that is credited, and what is kept of the credit. */
  returned: number;
  credited: number;
  fee: number;
  /** Items on invoices less credit notes, what they are billed at there, and what of the fee is. */
  invoiced: number;
  items: Sum;
  feeOut: Sum;
};

/** Of a line, or of shipping where there is none: what of it is not credited. */
export type PlainRow = Sum & { line: PlainLine | null; quantity: number };
export type PlainInvoice = { id: string; rows: PlainRow[] };

export type PlainOrder = {
  id: string;
  customerId: string;
  status: "draft" | "confirmed" | "completed" | "cancelled";
  /** Where it is sent. */
  city: string;
  taxRate: number;
  lines: PlainLine[];
  off: { rate: number } | { amount: number } | null;
  charge: number | null;
  invoices: PlainInvoice[];
  /** How many invoices and credit notes there are. */
  papers: number;
  /** Credit notes, summed. */
  creditNotes: Sum;
  billedOut: Sum;
  paid: number;
  refunded: number;
};

const NONE: Sum = { net: 0, tax: 0 };
const divide = (part: number, by: number) => (part - (part % by)) / by;
/** Half is rounded up. */
const rounded = (part: number, by: number) => divide(2 * part + by, 2 * by);
const MILLION = 1_000_000;

export const plus = (...sums: readonly Sum[]): Sum =>
  sums.reduce((all, one) => ({ net: all.net + one.net, tax: all.tax + one.tax }), NONE);
const minus = (from: Sum, sum: Sum): Sum => ({ net: from.net - sum.net, tax: from.tax - sum.tax });
export const totalOf = ({ net, tax }: Sum) => net + tax;
export const sumOf = <Item>(items: readonly Item[], of: (item: Item) => number) =>
  items.reduce((sum, item) => sum + of(item), 0);

export const openOf = (line: PlainLine) => line.quantity - line.shipped - line.cancelled;
const listed = (line: PlainLine, quantity = line.quantity) => quantity * line.price;
const beforeShare = (line: PlainLine) => listed(line) - rounded(listed(line) * line.rate, MILLION) - line.off;
const taxed = (net: number, taxRate: number): Sum => ({ net, tax: rounded(net * taxRate, MILLION) });

/** What is off the order is shared by the lines of which anything is wanted, the largest remainders first. */
export function shareDiscount({ lines, off }: Pick<PlainOrder, "lines" | "off">): void {
  for (const line of lines) line.share = 0;
  const wanted = lines.filter((line) => line.quantity > line.cancelled);
  const whole = sumOf(wanted, beforeShare);
  if (off === null || whole === 0) return;
  const amount = "rate" in off ? rounded(whole * off.rate, MILLION) : off.amount;
  for (const line of wanted) line.share = divide(amount * beforeShare(line), whole);
  const remainder = (line: PlainLine) => (amount * beforeShare(line)) % whole;
  const left = amount - sumOf(wanted, ({ share }) => share);
  const first = wanted.toSorted((one, other) => remainder(other) - remainder(one)).slice(0, left);
  for (const line of first) line.share += 1;
}

const ofLine = (line: PlainLine): Sum => taxed(beforeShare(line) - line.share, line.taxRate);

/** What so many items of a line come to: as if no more was ordered, or their part of it where money is off. */
function partOf(line: PlainLine, quantity: number): Sum {
  const { net, tax } = ofLine(line);
  if (line.off + line.share > 0)
    return { net: rounded(net * quantity, line.quantity), tax: rounded(tax * quantity, line.quantity) };
  return taxed(listed(line, quantity) - rounded(listed(line, quantity) * line.rate, MILLION), line.taxRate);
}

/** What of a line is owed no more since it came back, less the fee. */
function creditOf(line: PlainLine): Sum {
  const whole = partOf(line, line.credited);
  return line.credited === 0 ? NONE : minus(whole, feeOf(line));
}

function feeOf(line: PlainLine): Sum {
  const whole = partOf(line, line.credited);
  if (totalOf(whole) === 0) return NONE;
  const tax = rounded(whole.tax * line.fee, totalOf(whole));
  return { net: line.fee - tax, tax };
}

/** What so many more items are credited with when they come back, and whether a fee fits into it. */
export function creditFor(line: PlainLine, quantity: number, fee: number): Sum {
  const after = { ...line, credited: line.credited + quantity, fee: line.fee + fee };
  return minus(creditOf(after), creditOf(line));
}

/** What so many items come to besides those that came back. */
const besidesReturned = (line: PlainLine, quantity: number): Sum =>
  minus(partOf(line, quantity + line.credited), partOf(line, line.credited));
const atLeastNothing = ({ net, tax }: Sum): Sum => ({ net: Math.max(0, net), tax: Math.max(0, tax) });

const shippingOf = ({ charge, taxRate }: PlainOrder): Sum => taxed(charge ?? 0, taxRate);

const orderedOf = (order: PlainOrder): Sum => plus(...order.lines.map(ofLine), shippingOf(order));

const isAllCancelled = ({ lines }: PlainOrder) => lines.every((line) => line.cancelled === line.quantity);

export function billedOf(order: PlainOrder): Sum {
  const lines = order.lines.map((line) => minus(partOf(line, line.quantity - line.cancelled), creditOf(line)));
  return plus(...lines, isAllCancelled(order) ? NONE : shippingOf(order));
}

/** What an invoice bills now, in the order in which it says so. */
export function rowsToInvoice(order: PlainOrder, scope: "shipped" | "ordered"): PlainRow[] {
  const rows = order.lines.flatMap((line): PlainRow[] => {
    const asked = (scope === "shipped" ? line.shipped : line.quantity - line.cancelled) - line.credited;
    if (asked < line.invoiced) return [];
    const more = atLeastNothing(minus(besidesReturned(line, asked), line.items));
    const items = { line, quantity: asked - line.invoiced, ...more };
    const fee = { line, quantity: 0, ...minus(feeOf(line), line.feeOut) };
    return [...(items.quantity > 0 ? [items] : []), ...(totalOf(fee) > 0 ? [fee] : [])];
  });
  const isBilled = order.invoices.some((invoice) => invoice.rows.some((row) => row.line === null && totalOf(row) > 0));
  const isUnderWay = rows.length > 0 || order.lines.some(({ invoiced, credited }) => invoiced + credited > 0);
  const isCharged = order.charge !== null && !isAllCancelled(order) && !isBilled;
  return isCharged && isUnderWay ? [...rows, { line: null, quantity: 1, ...shippingOf(order) }] : rows;
}

export function writeInvoice(order: PlainOrder, id: string, rows: readonly PlainRow[]): void {
  order.billedOut = plus(order.billedOut, ...rows);
  for (const { line, quantity, net, tax } of rows) {
    if (line && quantity > 0) {
      line.invoiced += quantity;
      line.items = plus(line.items, { net, tax });
    }
    if (line && quantity === 0) line.feeOut = plus(line.feeOut, { net, tax });
  }
  order.invoices.push({ id, rows: rows.map((row) => ({ ...row })) });
  order.papers += 1;
}

/** Takes so many items of a row back, so that the rest is billed as the order bills it; without a number, all of it. */
export function writeCredit(order: PlainOrder, row: PlainRow, quantity = row.quantity): void {
  const { line } = row;
  const isWhole = quantity === row.quantity;
  const part = isWhole || !line ? { net: row.net, tax: row.tax } : takenBack(line, row, quantity);
  order.creditNotes = plus(order.creditNotes, part);
  if (line && row.quantity === 0) line.feeOut = minus(line.feeOut, part);
  if (line && row.quantity > 0) {
    line.items = minus(line.items, part);
    line.invoiced -= quantity;
  }
  Object.assign(row, minus(row, part), { quantity: row.quantity - quantity });
}

function takenBack(line: PlainLine, row: PlainRow, quantity: number): Sum {
  const { net, tax } = atLeastNothing(minus(line.items, besidesReturned(line, line.invoiced - quantity)));
  return { net: Math.min(net, row.net), tax: Math.min(tax, row.tax) };
}

/** What a return still has to give back: no more than it credited, and than was paid above what is billed. */
export const refundDue = (order: PlainOrder, credited: number) =>
  Math.max(0, Math.min(credited, order.paid - order.refunded - totalOf(billedOf(order))));

/** An order as its row should read. */
export function summary(order: PlainOrder) {
  const [ordered, billed] = [orderedOf(order), billedOf(order)];
  const of = (value: (line: PlainLine) => number) => sumOf(order.lines, value);
  return {
    status: order.status,
    city: order.city,
    ordered,
    billed,
    discounts: of((line) => listed(line) - ofLine(line).net),
    pieces: of(({ quantity }) => quantity),
    cancelled: of((line) => line.cancelled),
    shipped: of((line) => line.shipped),
    returned: of((line) => line.returned),
    invoiced: order.billedOut,
    creditNotes: order.creditNotes,
    paid: order.paid,
    refunded: order.refunded,
    owed: Math.max(0, totalOf(billed) - order.paid),
  };
}
