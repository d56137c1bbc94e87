import { eq } from "drizzle-orm";
import { expect } from "vitest";
import { stockAvailability } from "@/modules/inventory/schema";
import { listStockValueByWarehouse } from "@/modules/inventory/stock-value";
import { getReceivables } from "@/modules/orders/payments/queries";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "./context";
import type { TestDatabase } from "./database";
import { cell, wholeOf } from "./northwind";
import { fulfil, pickWave } from "./northwind-fulfil";
import { creditWhatIsBilledNoMore, invoice, invoiceAgain, pay } from "./northwind-money";
import {
  cancelPart,
  cancelWhole,
  changeOne,
  costOf,
  type Life,
  livesOf,
  mayWait,
  openTrade,
  type Trade,
  variantIn,
  writeOrder,
} from "./northwind-orders";
import { returnSome } from "./northwind-returns";
import { billedOf, openOf, type PlainOrder, plus, rowsToInvoice, sumOf, summary, totalOf } from "./plain-books";
import { readRealRows } from "./real-data";
import { receiveStock } from "./stock";

/*
 * Northwind's orders live a whole life by a seeded script, six at a time. What they and the stock come to is added up
 * from the script's own record by school arithmetic (`plain-books.ts`), order by order, and so are all sums.
 */

export const NORTHWIND_SEED = Number(process.env["NORTHWIND_SEED"] ?? 1_996);
const SHIFTS = 6;
const WAVE = 5;
/** Changed orders want more of an item than Northwind sold; of few orders, of one that none of them had. */
const MORE_THAN_CHANGED = 200;

/** Several at a time, each when it is the turn. */
async function inShifts<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const shift = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: SHIFTS }, shift));
}

/** How much of each item these orders ask for as Northwind wrote them down. */
function soldIn(lives: readonly Life[]): (item: string) => number {
  const lines = lives.flatMap(({ order }) => order.lines.map(({ item, quantity }) => ({ item, quantity })));
  return (item) =>
    sumOf(
      lines.filter((line) => line.item === item),
      ({ quantity }) => quantity,
    );
}

/** `of` says how much of each item comes. */
async function deliver(trade: Trade, of: (item: string, inStock: number) => number): Promise<void> {
  const lines = readRealRows("northwind/products.csv").map((row) => {
    const item = cell(row, "ProductID");
    const quantity = of(item, wholeOf(row, "UnitsInStock"));
    const stock = trade.stock.get(item);
    if (stock) stock.received += quantity;
    return { variantId: variantIn(trade, item), locationId: trade.binId, quantity };
  });
  await receiveStock(trade.ctx, { lines: lines.filter(({ quantity }) => quantity > 0) });
}

/** What is still to be shipped of each item, of orders for which stock is reserved. */
const wantedOf = ({ orders }: Trade, item: string) =>
  sumOf(
    orders.filter(({ status }) => status === "confirmed"),
    ({ lines }) =>
      sumOf(
        lines.filter((line) => line.item === item),
        openOf,
      ),
  );
const onHandOf = ({ orders, stock }: Trade, item: string) => {
  const { received, restocked } = stock.get(item) ?? { received: 0, restocked: 0 };
  const lines = orders.flatMap((order) => order.lines.filter((line) => line.item === item));
  return received + restocked - sumOf(lines, ({ shipped }) => shipped);
};

/** Ordered and changed before everything is there. */
async function write(trade: Trade, life: Parameters<typeof writeOrder>[0]): Promise<void> {
  await writeOrder(life);
  if (life.random.chance(0.3)) await changeOne(life);
  if (life.random.chance(0.12)) await cancelPart(life);
  if (life.random.chance(0.04)) await cancelWhole(life);
}

/** Shipped, invoiced ahead or after, paid, returned, refunded and credited. */
async function settle(life: Life): Promise<void> {
  const { order, random } = life;
  const isAhead = order.status === "confirmed" && random.chance(0.15);
  if (isAhead) await invoice(life, "ordered");
  await fulfil(life, async () => {
    if (order.lines.some(({ shipped }) => shipped > 0) && random.chance(0.4)) await invoice(life, "shipped");
    if (order.status === "confirmed" && random.chance(0.1)) await cancelPart(life);
  });
  const scope = random.chance(0.2) ? "ordered" : "shipped";
  if (random.chance(0.8)) await invoice(life, scope);
  if (random.chance(0.05)) await invoiceAgain(life, scope);
  await pay(life);
  if (random.chance(0.25)) await returnSome(life);
  if (random.chance(0.8)) await creditWhatIsBilledNoMore(life);
  if (random.chance(0.7)) await invoice(life, "shipped");
}

/** Every so manieth of the 830 orders, from when it is written until nothing is left to do. */
export async function liveThrough(database: TestDatabase, every: number): Promise<void> {
  const ctx = await testContext(database.db);
  const trade = await openTrade(ctx);
  const lives = livesOf(trade, NORTHWIND_SEED, every);
  const sold = soldIn(lives);
  await deliver(trade, (item) => (mayWait(item) ? Math.floor(sold(item) / 2) : 2 * sold(item) + MORE_THAN_CHANGED));
  await inShifts(lives, (life) => write(trade, life));
  await expectStock(database, trade);

  await deliver(trade, (item, inStock) => inStock + (mayWait(item) ? 2 * sold(item) : 0));
  await expectStock(database, trade);

  const open = lives.filter(({ order }) => order.status === "confirmed");
  const walked = open.filter(({ random }) => random.chance(0.3));
  const waves = Array.from({ length: Math.ceil(walked.length / WAVE) }, (_, index) =>
    walked.slice(index * WAVE, (index + 1) * WAVE),
  );
  const alone = lives.filter((life) => !walked.includes(life));
  const picked = async (wave: readonly Life[]) => {
    await pickWave(wave);
    for (const life of wave) await settle(life);
  };
  await inShifts([...waves.map((wave) => () => picked(wave)), ...alone.map((life) => () => settle(life))], (work) =>
    work(),
  );

  await expectOrders(database, trade);
  await expectStock(database, trade);
  await expectSums(trade, every);
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
}

/** Every order, as its rows and those of its invoices have it. */
async function expectOrders(database: TestDatabase, { orders }: Trade): Promise<void> {
  const rows = await database.owner<(Record<string, number> & { id: string; status: string; city: string })[]>`
    with lines as (
      select order_id, sum(quantity * unit_price - net_total)::int as discounts, sum(quantity)::int as pieces,
             sum(cancelled)::int as cancelled, sum(shipped)::int as shipped, sum(returned)::int as returned
        from order_lines group by 1),
    papers as (
      select order_id, sum(net_total) filter (where kind = 'invoice')::int as invoiced_net,
             sum(tax_total) filter (where kind = 'invoice')::int as invoiced_tax,
             sum(net_total) filter (where kind = 'credit-note')::int as credited_net,
             sum(tax_total) filter (where kind = 'credit-note')::int as credited_tax
        from invoices group by 1)
    select o.id, o.status, o.delivery_address ->> 'city' as city, o.net_total::int, o.tax_total::int,
           o.cancelled_net::int, o.cancelled_tax::int, o.paid::int, o.refunded::int,
           l.discounts, l.pieces, l.cancelled, l.shipped, l.returned,
           coalesce(p.invoiced_net, 0) as invoiced_net, coalesce(p.invoiced_tax, 0) as invoiced_tax,
           coalesce(p.credited_net, 0) as credited_net, coalesce(p.credited_tax, 0) as credited_tax
      from orders o join lines l on l.order_id = o.id left join papers p on p.order_id = o.id`;
  const found = new Map(
    rows.map(({ id, status, city, ...row }) => {
      const of = (name: string) => row[name] ?? 0;
      const billed = { net: of("net_total") - of("cancelled_net"), tax: of("tax_total") - of("cancelled_tax") };
      return [
        id,
        {
          status,
          city,
          ordered: { net: of("net_total"), tax: of("tax_total") },
          billed,
          ...Object.fromEntries(["discounts", "pieces", "cancelled", "shipped", "returned"].map((k) => [k, of(k)])),
          invoiced: { net: of("invoiced_net"), tax: of("invoiced_tax") },
          creditNotes: { net: of("credited_net"), tax: of("credited_tax") },
          paid: of("paid"),
          refunded: of("refunded"),
          owed: Math.max(0, totalOf(billed) - of("paid")),
        },
      ];
    }),
  );
  expect(found.size).toBe(orders.length);
  for (const order of orders) expect(found.get(order.id), order.id).toEqual(summary(order));
  // To the cent, also of what came back before it was invoiced or after.
  for (const order of orders.filter(isSettled))
    expect(totalOf(order.billedOut) - totalOf(order.creditNotes), order.id).toBe(totalOf(billedOf(order)));
}

/** All that it bills is on invoices, and nothing else. */
const isSettled = (order: PlainOrder): boolean =>
  order.lines.every((line) => line.invoiced === line.quantity - line.cancelled - line.credited) &&
  rowsToInvoice(order, "ordered").length === 0;

/** Of each item: what there is, what is reserved of it and what of the orders waits for more. */
async function expectStock(database: TestDatabase, trade: Trade): Promise<void> {
  const rows = await database.db
    .select()
    .from(stockAvailability)
    .where(eq(stockAvailability.warehouseId, trade.warehouseId));
  const expected = [...trade.variantOf].map(([item, variantId]) => {
    const [onHand, wanted] = [onHandOf(trade, item), wantedOf(trade, item)];
    const waiting = Math.max(0, wanted - onHand);
    return { variantId, onHand, reserved: wanted - waiting, waiting };
  });
  const found = new Map(rows.map((row) => [row.variantId, row]));
  for (const { variantId, ...stock } of expected)
    expect(found.get(variantId) ?? { onHand: 0, reserved: 0, waiting: 0 }, variantId).toMatchObject(stock);
}

/** The sums that people see: what is owed by a due day, and what the stock is worth. */
async function expectSums(trade: Trade, every: number): Promise<void> {
  const due = trade.orders.filter(({ lines }) => lines.some(({ shipped }) => shipped > 0));
  expect(await getReceivables(trade.ctx)).toMatchObject({ due: sumOf(due, (order) => summary(order).owed) });
  const worth = sumOf(
    readRealRows("northwind/products.csv"),
    (row) => onHandOf(trade, cell(row, "ProductID")) * costOf(row),
  );
  const units = sumOf([...trade.variantOf.keys()], (item) => onHandOf(trade, item));
  expect(await listStockValueByWarehouse(trade.ctx)).toMatchObject([
    { units, value: Math.round(worth / 10_000), withoutCost: 0 },
  ]);
  // A run in which little happened would prove little.
  const all = plus(...trade.orders.map(({ billedOut }) => billedOut));
  expect(totalOf(all)).toBeGreaterThan(100_000_000 / every);
}
