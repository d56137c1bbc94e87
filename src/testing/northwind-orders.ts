import { setTaxRate } from "@/modules/catalog/taxes/set-tax-rate";
import { STANDARD_TAX_ID } from "@/modules/catalog/taxes/tax";
import { SetTaxRate } from "@/modules/catalog/taxes/tax-inputs";
import { customerAddresses } from "@/modules/customers/schema";
import { setAddresses } from "@/modules/customers/set-addresses";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { cancelLine } from "@/modules/orders/changes/cancel-line";
import { changeOrder } from "@/modules/orders/changes/change-order";
import { confirmOrder } from "@/modules/orders/confirm-order";
import { editOrder } from "@/modules/orders/edit-order";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import type { Context } from "@/platform/context";
import { toRate } from "@/shared/money";
import { nameShop } from "./invoices";
import { cell, dayOf, makeCustomers, makeProducts, moneyOf, rateOf, wholeOf } from "./northwind";
import { openOf, type PlainLine, type PlainOrder, shareDiscount, sumOf } from "./plain-books";
import { type Random, seededRandom } from "./random";
import { readRealRows } from "./real-data";

/*
 * Northwind's orders are written, edited, confirmed and changed by a seeded script, which keeps a record of what it
 * did: the record alone says what everything must come to.
 */

/** What has gone into the bin of an item, and what has left it. */
type PlainStock = { received: number; restocked: number };

export type Trade = {
  ctx: Context;
  warehouseId: string;
  binId: string;
  variantOf: ReadonlyMap<string, string>;
  customerOf: ReadonlyMap<string, string>;
  /** A second address of each customer. */
  dockOf: ReadonlyMap<string, string>;
  stock: ReadonlyMap<string, PlainStock>;
  orders: PlainOrder[];
};
export type Life = { trade: Trade; order: PlainOrder; random: Random };

const DOCK = "Dockside";
const HOME_RATE = toRate(190_000);
/** By name of the country: its code, and the rate there where it is another. What leaves the EU is not taxed. */
const COUNTRIES: Readonly<Record<string, readonly [code: string, rate?: number]>> = {
  Argentina: ["AR", 0],
  Austria: ["AT"],
  Belgium: ["BE"],
  Brazil: ["BR", 0],
  Canada: ["CA", 0],
  Denmark: ["DK"],
  Finland: ["FI"],
  France: ["FR", 200_000],
  Germany: ["DE"],
  Ireland: ["IE"],
  Italy: ["IT", 220_000],
  Mexico: ["MX", 0],
  Norway: ["NO", 0],
  Poland: ["PL"],
  Portugal: ["PT"],
  Spain: ["ES"],
  Sweden: ["SE"],
  Switzerland: ["CH", 0],
  UK: ["GB", 0],
  USA: ["US", 0],
  Venezuela: ["VE", 0],
};
function countryOf(name: string): readonly [code: string, rate?: number] {
  const known = COUNTRIES[name];
  if (!known) throw new Error(`Nothing is known of the taxes of ${name}.`);
  return known;
}

export const costOf = (row: Record<string, string>) => moneyOf(row, "UnitPrice") * 6_127;
/** Every other item may be ordered beyond what there is. */
export const mayWait = (item: string) => Number(item) % 2 === 0;

/** A shop in Germany that sells by the taxes of each country, and the customers with a second address. */
export async function openTrade(ctx: Context): Promise<Trade> {
  await nameShop(ctx, { taxRate: HOME_RATE, taxFreeAbroad: true, paymentTermsDays: 30 });
  for (const [code, rate] of Object.values(COUNTRIES))
    if (rate) await setTaxRate(ctx, SetTaxRate.parse({ taxCategoryId: STANDARD_TAX_ID, country: code, rate }));
  const { warehouseId, binId } = await createWarehouse(ctx, { code: "NW", name: "Northwind" });
  const variantOf = await makeProducts(ctx, (row) => ({
    cost: costOf(row),
    backorder: mayWait(cell(row, "ProductID")),
  }));
  const customerOf = await makeCustomers(ctx, (name) => countryOf(name)[0]);
  const dockOf = new Map<string, string>();
  for (const row of readRealRows("northwind/customers.csv")) {
    const customerId = customerOf.get(cell(row, "CustomerID")) ?? "";
    const country = countryOf(cell(row, "Country"))[0];
    const dock = { recipient: "", address: "Gate 7", postcode: cell(row, "PostalCode"), city: DOCK, country };
    await setAddresses(ctx, {
      customerId,
      version: 1,
      addresses: [{ ...dock, isDeliveryDefault: false, isBillingDefault: false }],
    });
  }
  for (const { id, customerId } of await ctx.db.select().from(customerAddresses)) dockOf.set(customerId, id);
  const stock = new Map([...variantOf.keys()].map((item) => [item, { received: 0, restocked: 0 }]));
  return { ctx, warehouseId, binId, variantOf, customerOf, dockOf, stock, orders: [] };
}

export const variantIn = (trade: Trade, item: string) => trade.variantOf.get(item) ?? "";
export const itemOf = (trade: Trade, variantId: string) =>
  [...trade.variantOf].find(([, id]) => id === variantId)?.[0] ?? "";

const blank = { off: 0, share: 0, cancelled: 0, shipped: 0, returned: 0, credited: 0, fee: 0, invoiced: 0 };
export const lineOf = (line: Pick<PlainLine, "item" | "quantity" | "price" | "rate" | "taxRate">): PlainLine => ({
  id: "",
  ...blank,
  items: { net: 0, tax: 0 },
  feeOut: { net: 0, tax: 0 },
  ...line,
});

/** As Northwind wrote it down, before anything was done with it. */
function plainOrder(
  trade: Trade,
  row: Record<string, string>,
  details: readonly Record<string, string>[],
  customer: Record<string, string>,
): PlainOrder {
  const taxRate = countryOf(cell(customer, "Country"))[1] ?? HOME_RATE;
  const lines = details.map((line) =>
    lineOf({
      item: cell(line, "ProductID"),
      quantity: wholeOf(line, "Quantity"),
      price: moneyOf(line, "UnitPrice"),
      rate: rateOf(line, "Discount"),
      taxRate,
    }),
  );
  const customerId = trade.customerOf.get(cell(row, "CustomerID")) ?? "";
  return anOrder({ customerId, city: cell(customer, "City"), taxRate, lines, charge: moneyOf(row, "Freight") });
}

type Written = Pick<PlainOrder, "customerId" | "city" | "taxRate" | "lines" | "charge">;
export const anOrder = (given: Written): PlainOrder => ({
  id: "",
  status: "draft",
  off: null,
  invoices: [],
  papers: 0,
  creditNotes: { net: 0, tax: 0 },
  billedOut: { net: 0, tax: 0 },
  paid: 0,
  refunded: 0,
  ...given,
});

/** Orders of 1996 to 1998 are placed in the EU of today, and edited in the same. */
const YEARS_LATER = 25;
const later = (day: Date) =>
  new Date(Date.UTC(day.getUTCFullYear() + YEARS_LATER, day.getUTCMonth(), day.getUTCDate(), 12));

/** Of every so many orders one, with a random of its own: what happens to it does not depend on who works beside. */
export function livesOf(trade: Trade, seed: number, every: number): (Life & { day: Date })[] {
  const details = readRealRows("northwind/order_details.csv");
  const customers = readRealRows("northwind/customers.csv");
  const chosen = readRealRows("northwind/orders.csv").filter((_, place) => place % every === 0);
  return chosen.map((row) => {
    const customer = customers.find((each) => cell(each, "CustomerID") === cell(row, "CustomerID")) ?? {};
    const lines = details.filter((line) => cell(line, "OrderID") === cell(row, "OrderID"));
    const order = plainOrder(trade, row, lines, customer);
    return {
      trade,
      order,
      random: seededRandom(seed * 100_000 + wholeOf(row, "OrderID")),
      day: later(dayOf(row, "OrderDate")),
    };
  });
}

const asked = (trade: Trade, line: PlainLine) => ({
  variantId: variantIn(trade, line.item),
  quantity: line.quantity - line.cancelled,
  unitPrice: line.price,
  ...(line.off > 0 ? { discountAmount: line.off } : { discountRate: line.rate }),
});

/** Some have money or a part off as a whole: never more than a twentieth. */
function drawTerms({ order, random }: Life): void {
  const draw = random.next();
  const listed = sumOf(order.lines, ({ quantity, price }) => quantity * price);
  order.off = null;
  if (draw < 0.15) order.off = { rate: random.between(1, 50) * 1_000 };
  else if (draw < 0.3) order.off = { amount: random.between(1, Math.max(1, Math.floor(listed / 20))) };
  if (random.chance(0.2)) order.charge = random.chance(0.5) ? null : random.between(0, 9_900);
}

const headOf = ({ trade: { warehouseId }, order }: Life) => ({
  customerId: order.customerId,
  warehouseId,
  discount: order.off,
  shipping: order.charge === null ? null : { price: order.charge },
});

const acceptAll = ({ trade, order }: Life) => ({
  acceptBackorders: order.lines.map(({ item }) => ({ variantId: variantIn(trade, item), quantity: 1_000_000 })),
});

/** Takes from the order itself only the ids that it gave its lines. */
export async function readIds({ trade, order }: Pick<Life, "trade" | "order">): Promise<void> {
  const { lines } = await getOrder(trade.ctx, { orderId: order.id });
  for (const line of order.lines)
    line.id = lines.find(({ variantId }) => variantId === variantIn(trade, line.item))?.id ?? "";
}

/** Placed, at times in a hurry and edited later, and confirmed, with what is not there on backorder. */
export async function writeOrder(life: Life & { day: Date }): Promise<void> {
  const { trade, order, random } = life;
  const ctx = { ...trade.ctx, now: life.day };
  const isHasty = random.chance(0.25);
  const first = isHasty ? order.lines.slice(0, 1).map((line) => ({ ...line, quantity: 1, rate: 0 })) : order.lines;
  if (!isHasty) drawTerms(life);
  order.id = (await placeOrder(ctx, { ...headOf(life), lines: first.map((line) => asked(trade, line)) })).orderId;
  if (isHasty) {
    drawTerms(life);
    const lines = order.lines.map((line) => asked(trade, line));
    await editOrder(ctx, { orderId: order.id, version: 1, ...headOf(life), lines });
  }
  shareDiscount(order);
  await confirmOrder(ctx, { orderId: order.id, ...acceptAll(life) });
  order.status = "confirmed";
  await readIds(life);
  trade.orders.push(order);
}

/** Lines are raised, lowered, repriced, taken away and added; terms and the place of delivery are others. */
export async function changeOne(life: Life): Promise<void> {
  const { trade, order, random } = life;
  const kept = order.lines.filter((_, index) => index === 0 || random.chance(0.8));
  for (const line of kept) drawLine(line, random);
  const isAdded = random.chance(0.4);
  const item = random.oneOf(
    [...trade.variantOf.keys()].filter((each) => order.lines.every((line) => line.item !== each)),
  );
  const { taxRate } = order;
  const more = lineOf({ item, quantity: random.between(1, 10), price: random.between(100, 9_999), rate: 0, taxRate });
  order.lines = isAdded ? [...kept, more] : kept;
  drawTerms(life);
  const deliveryAddressId = random.chance(0.3) ? trade.dockOf.get(order.customerId) : undefined;
  if (deliveryAddressId) order.city = DOCK;
  const { version } = await getOrder(trade.ctx, { orderId: order.id });
  await changeOrder(trade.ctx, {
    orderId: order.id,
    version,
    ...headOf(life),
    ...(deliveryAddressId && { deliveryAddressId }),
    lines: order.lines.map((line) => ({ ...(line.id && { orderLineId: line.id }), ...asked(trade, line) })),
    ...acceptAll(life),
  });
  shareDiscount(order);
  await readIds(life);
}

function drawLine(line: PlainLine, random: Random): void {
  if (random.chance(0.3)) line.quantity = random.between(1, line.quantity + 6);
  if (random.chance(0.2)) line.price = random.between(Math.ceil(line.price / 2), line.price * 2);
  if (random.chance(0.15)) {
    line.off = random.between(0, Math.floor((line.quantity * line.price) / 3));
    line.rate = 0;
  }
  // What was off a line of more items may not be more than the line comes to.
  if (line.off * 2 > line.quantity * line.price) line.off = 0;
}

/** Some of a line is wanted no longer; with nothing left to ship an order of which something shipped is complete. */
export async function cancelPart({ trade, order, random }: Life): Promise<void> {
  const open = order.lines.filter((line) => openOf(line) > 0);
  if (open.length === 0) return;
  const line = random.oneOf(open);
  const isOnly = open.length === 1 && order.lines.every(({ shipped }) => shipped === 0);
  const most = openOf(line) - (isOnly ? 1 : 0);
  if (most === 0) return;
  const quantity = random.between(1, most);
  await cancelLine(trade.ctx, { orderId: order.id, orderLineId: line.id, quantity });
  line.cancelled += quantity;
  if (order.lines.every((each) => openOf(each) === 0)) order.status = "completed";
}

export async function cancelWhole({ trade, order }: Life): Promise<void> {
  await cancelOrder(trade.ctx, { orderId: order.id, reason: "Changed their mind" });
  for (const line of order.lines) line.cancelled += openOf(line);
  order.status = "cancelled";
}
