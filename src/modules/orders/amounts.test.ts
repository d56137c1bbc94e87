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
import { cancelOrder } from "./cancel-order";
import { completeOrder } from "./complete-order";
import { ListOrders } from "./contract";
import { getCustomerTotals, listCustomersWithOrderCount } from "./customer-list";
import { lineTotals } from "./order";
import { listOrders } from "./order-list";
import { billedOf } from "./order-sums";
import { placeOrder } from "./place-order";
import { getOrder } from "./queries";
import { listSalesPerDay, listTopSellers } from "./sales";
import { orderLines } from "./schema";
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
    quantity: fc.integer({ min: 1, max: 1_000_000 }),
    cancelled: fc.nat(1_000_000),
    unitPrice: fc.integer({ min: 0, max: 10_000_000 }),
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

/** As `partOf` takes them: some lines come to what the rule says, and some, with a discount in money, to less. */
const storedLine = fc.tuple(anyLine, fc.integer({ min: 0, max: 100 }), fc.boolean()).map(([line, percent, isPlain]) => {
  const listed = lineTotals(line);
  const portion = isPlain ? 100 : percent;
  const netTotal = toMoney(Math.floor((listed.net * portion) / 100));
  return { ...line, netTotal, taxTotal: toMoney(Math.floor((listed.tax * portion) / 100)) };
});

test("what a line has cancelled is the same in TypeScript and in the database, and never below nothing", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 1 });
  const { orderId } = await placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    lines: [{ variantId: shop.variant.TEA, quantity: 1 }],
  });
  const lines = fc.sample(storedLine, 1_500);
  const rows = lines.map((line, index) => ({ ...line, position: index + 2 }));
  const columns = {
    position: "integer",
    quantity: "bigint",
    cancelled: "bigint",
    unitPrice: "bigint",
    discountRate: "bigint",
    taxRate: "bigint",
    pricesIncludeTax: "boolean",
    netTotal: "bigint",
    taxTotal: "bigint",
  } as const;
  // Half of them are written as they are, and half are cancelled later.
  await database.db.execute(sql`
    insert into ${orderLines} (id, order_id, position, variant_id, quantity, cancelled, unit_price, discount_rate,
                               tax_rate, prices_include_tax, net_total, tax_total)
    select gen_random_uuid(), ${orderId}::uuid, position, ${shop.variant.TEA}::uuid, quantity,
           case when position % 2 = 0 then cancelled else 0 end, "unitPrice", "discountRate", "taxRate",
           "pricesIncludeTax", "netTotal", "taxTotal" from ${rowsOf("line", columns, rows)}`);
  await database.db.execute(sql`
    update ${orderLines} as line set cancelled = given.cancelled from ${rowsOf("given", columns, rows)}
    where line.order_id = ${orderId}::uuid and line.position = given.position and given.position % 2 = 1`);

  const stored = await database.db
    .select({ net: orderLines.cancelledNet, tax: orderLines.cancelledTax })
    .from(orderLines)
    .where(sql`${orderLines.orderId} = ${orderId}::uuid and ${orderLines.position} > 1`)
    .orderBy(orderLines.position);
  const byTypeScript = lines.map((line) => {
    const billed = billedOf(line);
    return { net: line.netTotal - billed.net, tax: line.taxTotal - billed.tax };
  });
  expect(stored).toEqual(byTypeScript);
  expect(byTypeScript.every(({ net, tax }) => net >= 0 && tax >= 0)).toBe(true);
});
