import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ListCustomers } from "@/modules/customers/contract";
import { listCustomers } from "@/modules/customers/queries";
import type { Context } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import { verifyBooks } from "@/server/verify-books";
import { toMoney, toRate } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { billedOf, CANCELLED_NET, CANCELLED_TAX } from "./amounts";
import { cancelOrder } from "./cancel-order";
import { completeOrder } from "./complete-order";
import { ListOrders } from "./contract";
import { getCustomerTotals, listCustomersWithOrderCount } from "./customer-list";
import { lineTotals } from "./order";
import { listOrders } from "./order-list";
import { placeOrder } from "./place-order";
import { getOrder } from "./queries";
import { listSalesPerDay, listTopSellers } from "./sales";
import { shipOrder } from "./ship-order";

const database = testDatabase();

/** 12 at 5.00 less 10 % and 7 % tax, of which 5 ship: 54.00 ordered, 22.50 and 1.58 tax billed. */
async function shippedInPart(ctx: Context, shop: Shop<"TEA">): Promise<string> {
  const { orderId } = await placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    confirm: true,
    lines: [{ variantId: shop.variant.TEA, quantity: 12, unitPrice: 500, discountRate: 100_000, taxRate: 70_000 }],
  });
  const [line] = (await getOrder(ctx, { orderId })).lines;
  await shipOrder(ctx, {
    orderId,
    lines: [{ orderLineId: line?.id ?? "", quantity: 5, locationId: shop.binId, lotId: null }],
  });
  return orderId;
}

const ORDERED = { net: 5400, tax: 378, total: 5778 };
const BILLED = { net: 2250, tax: 158, total: 2408 };
const CANCELLED = { net: 3150, tax: 220, total: 3370 };

test.each(["completed", "cancelled"] as const)(
  "partly-shipped-order-totals: an order that is %s after a part shipped bills that part, and every list says so",
  async (end) => {
    const ctx = await testContext(database.db);
    const shop = await aShop(ctx, { TEA: 50 });
    const orderId = await shippedInPart(ctx, shop);
    expect((await getOrder(ctx, { orderId })).amounts).toMatchObject({ billed: ORDERED, shipped: BILLED });

    if (end === "completed") await completeOrder(ctx, { orderId });
    else await cancelOrder(ctx, { orderId });

    const amounts = { ordered: ORDERED, billed: BILLED, cancelled: CANCELLED };
    const order = await getOrder(ctx, { orderId });
    expect(order).toMatchObject({ status: end, fulfilment: "partial", amounts, lines: [{ amounts }] });
    const { rows } = await listOrders(ctx, ListOrders.parse({ fulfilment: "partial" }));
    expect(rows).toMatchObject([{ id: orderId, fulfilment: "partial", amounts }]);
    expect(await getCustomerTotals(ctx, { customerId: shop.customerId })).toMatchObject({
      billedNet: BILLED.net,
      billedTax: BILLED.tax,
    });
    const customers = await listCustomersWithOrderCount(ctx, ListCustomers.parse({}));
    expect(customers.rows).toMatchObject([{ orderCount: 1, billedNet: BILLED.net }]);
    expect(await listSalesPerDay(ctx, { days: 1 })).toMatchObject([{ net: BILLED.net, orders: 1 }]);
    expect(await listTopSellers(ctx, { days: 1, limit: 5 })).toMatchObject([{ quantity: 5, net: BILLED.net }]);
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  },
);

test("orders are sorted by what they bill, and one that is cancelled whole bills nothing", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 50 });
  const place = (quantity: number) =>
    placeOrder(ctx, {
      customerId: shop.customerId,
      warehouseId: shop.warehouseId,
      confirm: true,
      lines: [{ variantId: shop.variant.TEA, quantity }],
    });
  const [large, small] = [await place(9), await place(2)];
  const cut = await shippedInPart(ctx, shop);
  await completeOrder(ctx, { orderId: cut });
  await cancelOrder(ctx, { orderId: large.orderId });

  const { rows } = await listOrders(ctx, ListOrders.parse({ sort: "total" }));
  expect(rows.map(({ id, amounts }) => [id, amounts.billed.total])).toEqual([
    [cut, 2408],
    [small.orderId, 2000],
    [large.orderId, 0],
  ]);
  expect(await getCustomerTotals(ctx, { customerId: shop.customerId })).toMatchObject({ billedNet: 4250 });
  expect((await listCustomers(ctx, ListCustomers.parse({}))).rows).toHaveLength(1);
});

const anyLine = fc
  .record({
    quantity: fc.integer({ min: 1, max: 10_000_000 }),
    cancelled: fc.nat(10_000_000),
    unitPrice: fc.integer({ min: 0, max: 100_000_000 }),
    discountRate: fc.integer({ min: 0, max: 1_000_000 }),
    taxRate: fc.integer({ min: 0, max: 1_000_000 }),
    pricesIncludeTax: fc.boolean(),
  })
  .filter(({ quantity, cancelled }) => cancelled <= quantity)
  .map(({ quantity, cancelled, unitPrice, discountRate, taxRate, pricesIncludeTax }) => ({
    pricesIncludeTax,
    quantity: toQuantity(quantity),
    cancelled: toQuantity(cancelled),
    unitPrice: toMoney(unitPrice),
    discountRate: toRate(discountRate),
    taxRate: toRate(taxRate),
  }));

test("what a line has cancelled is the same in TypeScript and in SQL, and never below nothing", async () => {
  const lines = fc.sample(anyLine, 3_000);
  const columns = {
    quantity: "bigint",
    cancelled: "bigint",
    unit_price: "bigint",
    discount_rate: "bigint",
    tax_rate: "bigint",
    prices_include_tax: "boolean",
    net_total: "bigint",
    tax_total: "bigint",
  } as const;
  const stored = lines.map((line) => {
    const { net, tax } = lineTotals(line);
    const { quantity, cancelled, unitPrice: unit_price, discountRate: discount_rate, taxRate: tax_rate } = line;
    const priced = { unit_price, discount_rate, tax_rate, prices_include_tax: line.pricesIncludeTax };
    return { quantity, cancelled, ...priced, net_total: net, tax_total: tax };
  });
  const bySql = await database.db.execute<{ net: string; tax: string }>(
    sql`select ${CANCELLED_NET} as net, ${CANCELLED_TAX} as tax from ${rowsOf("line", columns, stored)}`,
  );
  const byTypeScript = lines.map((line) => {
    const [ordered, billed] = [lineTotals(line), billedOf(line)];
    return { net: ordered.net - billed.net, tax: ordered.tax - billed.tax };
  });
  expect(bySql.map(({ net, tax }) => ({ net: Number(net), tax: Number(tax) }))).toEqual(byTypeScript);
  expect(byTypeScript.every(({ net, tax }) => net >= 0 && tax >= 0)).toBe(true);
});
