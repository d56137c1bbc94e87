import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { Context, TxContext } from "@/platform/context";
import { sweepAll } from "@/platform/database/retention";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { settleBehind } from "@/testing/waiting";
import { cancelOrder } from "./cancel-order";
import { confirmOrder } from "./confirm-order";
import { keepSales } from "./keep-sales";
import { placeOrder } from "./place-order";
import { listSalesPerDay, listTopSellers } from "./sales";
import { shipOrder } from "./ship-order";

const database = testDatabase();
const DAYS = 7;
let ctx: Context;
let shop: Shop<"TEA" | "MUG">;
let orderIds: string[];

const place = (at: Context, variantId: string, quantity: number, confirm = true) =>
  placeOrder(at, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    confirm,
    lines: [{ variantId, quantity, unitPrice: 1_000 }],
  });
const daysAgo = (days: number): Context => ({ ...ctx, now: new Date(ctx.now.getTime() - days * 24 * 3_600_000) });

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 100, MUG: 100 });
  orderIds = [];
  for (const [days, quantity] of [
    [5, 3],
    [5, 2],
    [4, 4],
    [0, 1],
  ] as const)
    orderIds.push((await place(daysAgo(days), shop.variant.TEA, quantity)).orderId);
});

const keep = () => sweepAll(database.db, [keepSales]);
const sales = async () => (await listSalesPerDay(ctx, { days: DAYS })).map(({ net, orders }) => [net, orders]);
const best = async () =>
  (await listTopSellers(ctx, { days: DAYS, limit: 5 })).map(({ quantity, net }) => [quantity, net]);
const keptDays = async () =>
  (await database.owner`select count(*)::integer as days from sales_days where is_kept`)[0]?.["days"];
const isSound = async () => (await verifyBooks(ctx)).isSound;

const ALL = [
  [0, 0],
  [5_000, 2],
  [4_000, 1],
  [0, 0],
  [0, 0],
  [0, 0],
  [1_000, 1],
];

test("kept days and counted days come to the same, for days and for items", async () => {
  expect(await sales()).toEqual(ALL);
  expect(await best()).toEqual([[10, 10_000]]);
  await keep();
  expect(await keptDays()).toBe(2);
  expect(await sales()).toEqual(ALL);
  expect(await best()).toEqual([[10, 10_000]]);
  expect(await isSound()).toBe(true);
});

test("kept days are read as they were kept, and not counted again", async () => {
  await keep();
  await database.owner`update sales_by_warehouse set net = net + 7`;
  await database.owner`update sales_by_variant set net = net + 7`;
  expect((await sales()).slice(1, 3)).toEqual([
    [5_007, 2],
    [4_007, 1],
  ]);
  expect(await best()).toEqual([[10, 10_014]]);
  expect((await verifyBooks(ctx)).differences.map(({ check }) => check)).toContain(
    "What is kept of a day's sales is what its orders sold",
  );
});

test("of kept days, too, people see the sales of their own warehouses only", async () => {
  await keep();
  const elsewhere = await testContext(database.db, { role: "staff", warehouses: [] });
  expect(await listSalesPerDay(elsewhere, { days: DAYS })).toMatchObject(ALL.map(() => ({ net: 0, orders: 0 })));
  expect(await listTopSellers(elsewhere, { days: DAYS, limit: 5 })).toEqual([]);
});

describe("what an order of a kept day sold may change", () => {
  test("when it is cancelled", async () => {
    await keep();
    await cancelOrder(ctx, { orderId: orderIds[0] ?? "" });
    expect((await sales()).slice(1, 3)).toEqual([
      [2_000, 1],
      [4_000, 1],
    ]);
    expect(await keptDays()).toBe(1);
    await keep();
    expect(await keptDays()).toBe(2);
    expect((await sales())[1]).toEqual([2_000, 1]);
    expect(await best()).toEqual([[7, 7_000]]);
    expect(await isSound()).toBe(true);
  });

  test("when a draft of that day is confirmed", async () => {
    const { orderId } = await place(daysAgo(4), shop.variant.MUG, 6, false);
    await keep();
    await confirmOrder(ctx, { orderId });
    expect((await sales())[2]).toEqual([10_000, 2]);
    await keep();
    expect((await sales())[2]).toEqual([10_000, 2]);
    expect(await isSound()).toBe(true);
  });

  test("and not by shipping, or by an order of today", async () => {
    await keep();
    await shipOrder(ctx, { orderId: orderIds[2] ?? "" });
    await place(ctx, shop.variant.TEA, 1);
    expect(await keptDays()).toBe(2);
    expect((await sales()).at(-1)).toEqual([2_000, 2]);
  });

  test("when the shop's day changes with its zone", async () => {
    await keep();
    await database.owner`update shop_settings set time_zone = 'Pacific/Auckland'`;
    expect(await keptDays()).toBe(0);
    await keep();
    expect(await isSound()).toBe(true);
  });

  test("while the day is added up: the change waits, and takes the mark away afterwards", async () => {
    await keep();
    const markAgain = (inside: TxContext) => inside.db.execute(sql`update sales_days set is_kept = is_kept`);
    await settleBehind(database, ctx, markAgain, () => cancelOrder(ctx, { orderId: orderIds[2] ?? "" }));
    expect(await keptDays()).toBe(1);
    expect((await sales())[2]).toEqual([0, 0]);
  });

  test("just before the day is added up: the sum waits, and holds the change", async () => {
    const cancel = (inside: TxContext) => cancelOrder(inside, { orderId: orderIds[2] ?? "" });
    await settleBehind(database, ctx, cancel, keep);
    expect((await sales())[2]).toEqual([0, 0]);
    expect(await isSound()).toBe(true);
  });

  test("in the hour that occurs twice where clocks go back at midnight", async () => {
    await database.owner`update shop_settings set time_zone = 'Atlantic/Azores'`;
    const twice = { ...ctx, now: new Date("2026-10-25T00:30:00Z") };
    const { orderId } = await place(twice, shop.variant.MUG, 2);
    await keep();
    expect(await isSound()).toBe(true);
    await cancelOrder(ctx, { orderId });
    expect(await isSound()).toBe(true);
    await keep();
    expect(await isSound()).toBe(true);
  });
});

test("days that nobody can ask for any more go", async () => {
  await keep();
  await database.owner`insert into sales_days (day, is_kept) values ('2020-01-01', true)`;
  await database.owner`insert into sales_by_warehouse select '2020-01-01', warehouse_id, net, orders
    from sales_by_warehouse limit 1`;
  await database.owner`insert into sales_by_variant select '2020-01-01', warehouse_id, variant_id, quantity, net
    from sales_by_variant limit 1`;
  await keep();
  expect(await keptDays()).toBe(2);
  expect(await database.owner`select from sales_by_warehouse where day < '2021-01-01'`).toHaveLength(0);
});
