import { expect, test } from "vitest";
import { ListCustomers } from "@/modules/customers/contract";
import { createCustomer } from "@/modules/customers/create-customer";
import type { Context } from "@/platform/context";
import { countStatements } from "@/platform/database/db";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop } from "@/testing/shop";
import { cancelOrder } from "./cancel-order";
import { ListOrders } from "./contract";
import { getCustomerTotals, listCustomersWithOrderCount } from "./customer-list";
import { listOrders } from "./order-list";
import { placeOrder } from "./place-order";
import { getOrder, getOrderByNumber } from "./queries";
import { getWorkload, listTopSellers, listSalesPerDay } from "./sales";
import { shipOrder } from "./ship-order";

const database = testDatabase();

const numbersOf = async (ctx: Context, filters: Partial<ListOrders>) =>
  (await listOrders(ctx, ListOrders.parse(filters))).rows.map(({ number }) => number);

/** Five orders a minute apart: 1001 draft, 1002 to ship, 1003 shipped in part, 1004 shipped, 1005 cancelled. */
async function aBusyShop() {
  const start = Date.parse("2026-03-10T22:30:00Z");
  const base = await testContext(database.db, { now: new Date(start) });
  const shop = await aShop(base, { TEA: 100, MUG: 100 });
  const { customerId: grace } = await createCustomer(base, { name: "Grace 100% Hopper", email: "grace@example.com" });
  const place = (
    minute: number,
    quantity: number,
    options: { confirm?: boolean; customerId?: string; variantId?: string } = {},
  ) =>
    placeOrder(
      { ...base, now: new Date(start + minute * 60_000) },
      {
        customerId: options.customerId ?? shop.customerId,
        warehouseId: shop.warehouseId,
        confirm: options.confirm ?? true,
        lines: [{ variantId: options.variantId ?? shop.variant.TEA, quantity }],
      },
    );
  await place(1, 5, { confirm: false });
  await place(2, 1, { customerId: grace });
  const part = await place(3, 4, { variantId: shop.variant.MUG });
  const whole = await place(4, 3);
  const gone = await place(5, 2);
  const {
    lines: [line],
  } = await getOrder(base, part);
  if (!line) throw new Error("The order has no line.");
  await shipOrder(base, {
    orderId: part.orderId,
    lines: [{ orderLineId: line.id, quantity: 1, locationId: shop.binId, lotId: null }],
  });
  await shipOrder(base, whole);
  await cancelOrder(base, gone);
  return { ctx: base, shop, grace };
}

test("orders are found by number, customer and SKU, and filtered by what became of them", async () => {
  const { ctx, shop, grace } = await aBusyShop();

  expect(await numbersOf(ctx, {})).toEqual([1005, 1004, 1003, 1002, 1001]);
  expect(await numbersOf(ctx, { search: "#1003" })).toEqual([1003]);
  expect(await numbersOf(ctx, { search: "hopper grace" })).toEqual([1002]);
  expect(await numbersOf(ctx, { search: "100%" })).toEqual([1002]);
  expect(await numbersOf(ctx, { search: "mu" })).toEqual([1003]);
  expect(await numbersOf(ctx, { search: "_" })).toEqual([]);
  expect(await numbersOf(ctx, { status: "confirmed" })).toEqual([1003, 1002]);
  expect(await numbersOf(ctx, { toShip: true })).toEqual([1003, 1002]);
  expect(await numbersOf(ctx, { fulfilment: "none" })).toEqual([1005, 1002, 1001]);
  expect(await numbersOf(ctx, { fulfilment: "partial" })).toEqual([1003]);
  expect(await numbersOf(ctx, { fulfilment: "full" })).toEqual([1004]);
  expect(await numbersOf(ctx, { customerId: grace })).toEqual([1002]);
  expect(await numbersOf(ctx, { variantId: shop.variant.MUG })).toEqual([1003]);
  expect((await listOrders(ctx, ListOrders.parse({ search: "1003" }))).rows[0]).toMatchObject({
    lineCount: 1,
    asked: 4,
    shipped: 1,
    open: 3,
    fulfilment: "partial",
  });
});

test("a day is the shop's day: 22:35 in UTC is still the tenth of March in Berlin", async () => {
  const { ctx } = await aBusyShop();
  expect(await numbersOf(ctx, { placedFrom: "2026-03-10", placedTo: "2026-03-10" })).toHaveLength(5);
  expect(await numbersOf(ctx, { placedFrom: "2026-03-11" })).toEqual([]);
  expect(await numbersOf(ctx, { placedTo: "2026-03-09" })).toEqual([]);
});

test.each(["placedAt", "number", "total", "customer"] as const)(
  "pages by %s hold every order once, in both directions",
  async (sort) => {
    const { ctx } = await aBusyShop();
    for (const descending of [false, true]) {
      const whole = (await listOrders(ctx, ListOrders.parse({ sort, descending }))).rows.map(({ id }) => id);
      const paged: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof listOrders>> = await listOrders(
          ctx,
          ListOrders.parse({ sort, descending, limit: 2, cursor }),
        );
        paged.push(...page.rows.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(paged).toEqual(whole);
      expect(new Set(paged).size).toBe(5);
    }
    await expect(listOrders(ctx, ListOrders.parse({ sort, cursor: "rubbish" }))).rejects.toMatchObject({
      code: "platform.cursor-unreadable",
    });
  },
);

/** As a list shows it at once, and page by page. */
async function bothWays(ctx: Context, filters: Partial<ListOrders>) {
  const whole = await numbersOf(ctx, filters);
  const paged: number[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listOrders>> = await listOrders(
      ctx,
      ListOrders.parse({ ...filters, limit: 2, cursor }),
    );
    paged.push(...page.rows.map(({ number }) => number));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return { whole, paged };
}

test.each(["placedAt", "number", "total", "customer"] as const)(
  "a list by %s that is narrowed has the orders of the whole list that are asked for, in its order, page by page",
  async (sort) => {
    const { ctx, shop, grace } = await aBusyShop();
    const other = await aShop({ ...ctx, now: new Date(ctx.now.getTime() + 150_000) }, { CUP: 9 }, "OTHER");
    const lines = [{ variantId: other.variant.CUP, quantity: 1 }];
    await placeOrder({ ...ctx, now: new Date(ctx.now.getTime() + 150_000) }, { ...other, lines, confirm: true });
    const warehouses = [shop.warehouseId, other.warehouseId];
    const clerk = await testContext(database.db, { role: "staff", warehouses, now: ctx.now });
    const guest = await testContext(database.db, { role: "staff", warehouses: [other.warehouseId], now: ctx.now });
    for (const descending of [false, true]) {
      const sorted = { sort, descending };
      const all = await numbersOf(ctx, sorted);
      const expectList = async (asker: Context, filters: Partial<ListOrders>, numbers: readonly number[]) => {
        const wanted = all.filter((number) => numbers.includes(number));
        expect(await bothWays(asker, { ...sorted, ...filters })).toEqual({ whole: wanted, paged: wanted });
      };
      await expectList(clerk, {}, all);
      await expectList(guest, {}, [1006]);
      await expectList(clerk, { status: "confirmed" }, [1002, 1003, 1006]);
      await expectList(clerk, { fulfilment: "none" }, [1001, 1002, 1005, 1006]);
      await expectList(clerk, { fulfilment: "full" }, [1004]);
      await expectList(clerk, { warehouseId: shop.warehouseId }, [1001, 1002, 1003, 1004, 1005]);
      await expectList(guest, { warehouseId: shop.warehouseId }, []);
      await expectList(clerk, { customerId: grace }, [1002]);
      await expectList(clerk, { search: "tea" }, [1001, 1002, 1004, 1005]);
    }
  },
);

test("a page of orders is one statement", async () => {
  const { ctx } = await aBusyShop();
  expect(await countStatements(() => listOrders(ctx, ListOrders.parse({})))).toMatchObject({ statements: 1 });
});

test("a person without access to a warehouse finds and counts none of its orders", async () => {
  const { ctx, shop } = await aBusyShop();
  const stranger = await testContext(database.db, { role: "staff", warehouses: [], now: ctx.now });
  const clerk = await testContext(database.db, { role: "staff", warehouses: [shop.warehouseId], now: ctx.now });

  expect(await numbersOf(stranger, {})).toEqual([]);
  expect(await numbersOf(clerk, {})).toHaveLength(5);
  await expect(getOrderByNumber(stranger, { number: 1001 })).rejects.toMatchObject({ code: "orders.order-not-found" });
  expect(await getOrderByNumber(clerk, { number: 1001 })).toMatchObject({ number: 1001, status: "draft" });
  expect(await getWorkload(stranger)).toEqual({
    toShip: 0,
    drafts: 0,
    onHold: 0,
    short: 0,
    backordered: 0,
    oldestConfirmedAt: null,
  });
  expect(await getCustomerTotals(stranger, { customerId: shop.customerId })).toEqual({
    orderCount: 0,
    openCount: 0,
    billedNet: 0,
    billedTax: 0,
    openAmount: 0,
    overdueAmount: 0,
    lastPlacedAt: null,
  });
  const [customer] = (await listCustomersWithOrderCount(stranger, ListCustomers.parse({}))).rows;
  expect(customer).toMatchObject({ orderCount: 0 });
  expect(await listTopSellers(stranger, { days: 30, limit: 5 })).toEqual([]);
  expect((await listSalesPerDay(stranger, { days: 30 })).every(({ net }) => net === 0)).toBe(true);
});

test("the dashboard's figures are those of the orders", async () => {
  const { ctx, shop } = await aBusyShop();
  const today = { ...ctx, now: new Date("2026-03-10T22:50:00Z") };

  expect(await getWorkload(today)).toEqual({
    toShip: 2,
    drafts: 1,
    onHold: 0,
    short: 0,
    backordered: 0,
    oldestConfirmedAt: new Date("2026-03-10T22:32:00Z"),
  });
  expect(await listSalesPerDay(today, { days: 2 })).toEqual([
    { day: "2026-03-09", net: 0, orders: 0 },
    { day: "2026-03-10", net: 8000, orders: 3 },
  ]);
  expect(await listTopSellers(today, { days: 2, limit: 5 })).toMatchObject([
    { sku: expect.any(String), quantity: 4, net: 4000 },
    { sku: expect.any(String), quantity: 4, net: 4000 },
  ]);
  expect(await getCustomerTotals(today, { customerId: shop.customerId })).toMatchObject({
    orderCount: 4,
    openCount: 2,
    billedNet: 7000,
  });
});

test("customers are found by any word, and archived ones apart", async () => {
  const { ctx } = await aBusyShop();
  const names = async (filters: Partial<ListCustomers>) =>
    (await listCustomersWithOrderCount(ctx, ListCustomers.parse(filters))).rows.map(
      ({ name, orderCount }) => `${name}: ${orderCount}`,
    );
  expect(await names({})).toEqual(["Ada Example: 4", "Grace 100% Hopper: 1"]);
  expect(await names({ descending: true, limit: 1 })).toEqual(["Grace 100% Hopper: 1"]);
  expect(await names({ search: "GRACE example.com" })).toEqual(["Grace 100% Hopper: 1"]);
  expect(await names({ archived: true })).toEqual([]);
});
