import { beforeEach, describe, expect, test } from "vitest";
import { createCustomer } from "@/modules/customers/create-customer";
import { mergeCustomers } from "@/modules/orders/merge-customers";
import { placeOrder } from "@/modules/orders/place-order";
import { shipOrder } from "@/modules/orders/ship-order";
import { getReturn } from "@/modules/returns/queries";
import { receiveReturn } from "@/modules/returns/receive-return";
import { undoReceipt } from "@/modules/returns/undo-receipt";
import type { Context, TxContext } from "@/platform/context";
import { sweepAll } from "@/platform/database/retention";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { shopDayIn } from "@/testing/days";
import { aReturn, receivedItems } from "@/testing/returns";
import { aShop, type Shop } from "@/testing/shop";
import { settleBehind } from "@/testing/waiting";
import { ListSales } from "./contract";
import { keepSold } from "./keep-sold";
import { listSales } from "./queries";
import { REPORT_DIMENSIONS } from "./report";

const world = testDatabase();
const DAY_MS = 24 * 3_600_000;
let ctx: Context;
let shop: Shop<"TEA" | "MUG">;
let orderIds: string[];

const daysAgo = (days: number): Context => ({ ...ctx, now: new Date(ctx.now.getTime() - days * DAY_MS) });
const dayOf = (days: number): string => daysAgo(days).now.toISOString().slice(0, 10);

async function sell(days: number, quantity: number): Promise<string> {
  const lines = [{ variantId: shop.variant.TEA, quantity, unitPrice: 1_000 }];
  const { customerId, warehouseId } = shop;
  const { orderId } = await placeOrder(daysAgo(days), { customerId, warehouseId, confirm: true, lines });
  await shipOrder(daysAgo(days), { orderId });
  return orderId;
}

beforeEach(async () => {
  const known = await testContext(world.db);
  // The shop's yesterday; at noon no zone of the tests has another day.
  ctx = { ...known, now: new Date(`${await shopDayIn(known, -1)}T11:00:00Z`) };
  shop = await aShop(ctx, { TEA: 100, MUG: 100 });
  await world.owner`update variants set cost = 4000000`;
  orderIds = [];
  for (const [days, quantity] of [
    [5, 3],
    [5, 2],
    [4, 4],
    [0, 1],
  ] as const)
    orderIds.push(await sell(days, quantity));
});

const keep = () => sweepAll(world.db, [keepSold]);
const keptDays = async () =>
  (await world.owner`select count(*)::integer as days from sold_days where is_kept`)[0]?.["days"];
const isSound = async () => (await verifyBooks(ctx)).isSound;
/** Net and margin by every dimension: they must agree. */
async function sums(): Promise<(number | undefined)[][]> {
  const all = await Promise.all(
    REPORT_DIMENSIONS.map(async (by) => {
      const asked = ListSales.parse({ by, from: dayOf(6), to: dayOf(0) });
      return (await listSales(ctx, asked)).rows.map(({ net, margin }) => [net, margin?.amount]);
    }),
  );
  for (const each of all) expect(each).toEqual(all[0]);
  return all[0] ?? [];
}

test("kept days and counted days come to the same, whatever they are added up by", async () => {
  expect(await sums()).toEqual([[10_000, 6_000]]);
  await keep();
  expect(await keptDays()).toBe(2);
  expect(await sums()).toEqual([[10_000, 6_000]]);
  expect(await isSound()).toBe(true);
});

test("kept days are read as they were kept, and the books tell where they are wrong", async () => {
  await keep();
  await world.owner`update sold_by_variant set net = net + 7`;
  await world.owner`update sold_by_customer set net = net + 7`;
  expect(await sums()).toEqual([[10_014, 6_000]]);
  expect((await verifyBooks(ctx)).differences.map(({ check }) => check)).toContain(
    "What is kept of a day's sales and margin is what left and came back on it",
  );
});

describe("what a kept day sold may change", () => {
  test("when the price of what left is corrected", async () => {
    await keep();
    await world.owner`update order_lines set unit_price = 900, net_total = 3600 where order_id = ${orderIds[2] ?? ""}`;
    expect(await keptDays()).toBe(1);
    expect(await sums()).toEqual([[9_600, 5_600]]);
    await keep();
    expect(await sums()).toEqual([[9_600, 5_600]]);
  });

  test("when its customer is merged into another", async () => {
    const { customerId } = await createCustomer(ctx, { name: "Ada Example" });
    await keep();
    const merge = { customerId, version: 1, otherId: shop.customerId, otherVersion: 1 };
    await mergeCustomers(ctx, merge);
    expect(await keptDays()).toBe(0);
    await keep();
    const { rows } = await listSales(ctx, ListSales.parse({ by: "customer", from: dayOf(6), to: dayOf(0) }));
    expect(rows.map(({ id, net }) => [id, net])).toEqual([[customerId, 10_000]]);
    expect(await isSound()).toBe(true);
  });

  test("when something is written down later as having come back then", async () => {
    await keep();
    const orderId = orderIds[2] ?? "";
    const { returnId } = await aReturn(daysAgo(3), orderId);
    await receiveReturn(daysAgo(3), { returnId, lines: await receivedItems(daysAgo(3), returnId) });
    expect(await sums()).toEqual([[6_000, 3_600]]);
    await keep();
    expect(await keptDays()).toBe(3);
    expect(await sums()).toEqual([[6_000, 3_600]]);
    expect(await isSound()).toBe(true);
  });

  test("when what came back then is undone, with the cost of what came back of it after that", async () => {
    const orderId = orderIds[2] ?? "";
    const { returnId } = await aReturn(daysAgo(4), orderId);
    const receiveOne = async (days: number) => {
      const one = await receivedItems(ctx, returnId, { outcome: "replace", quantity: 1 });
      await receiveReturn(daysAgo(days), { returnId, lines: one });
    };
    await receiveOne(3);
    await receiveOne(2);
    await keep();
    const before = [await keptDays(), await sums()];
    const [first] = (await getReturn(ctx, { returnId })).receipts;
    await undoReceipt(ctx, { receiptId: first?.id ?? "" });
    expect(before).toEqual([4, [[10_000, 6_800]]]);
    expect(await sums()).toEqual([[10_000, 6_400]]);
    expect(await keptDays()).toBe(2);
    await keep();
    expect(await sums()).toEqual([[10_000, 6_400]]);
    expect(await isSound()).toBe(true);
  });

  test("when something is written down later as having left then", async () => {
    await keep();
    await sell(4, 6);
    expect(await keptDays()).toBe(1);
    expect(await sums()).toEqual([[16_000, 9_600]]);
  });

  test("and not by what leaves or comes back today", async () => {
    await keep();
    const now = { ...ctx, now: new Date() };
    const { returnId } = await aReturn(now, orderIds[2] ?? "");
    await receiveReturn(now, { returnId, lines: await receivedItems(now, returnId) });
    expect(await keptDays()).toBe(2);
  });

  test("when the shop's day changes with its zone", async () => {
    await keep();
    await world.owner`update shop_settings set time_zone = 'Pacific/Auckland'`;
    expect(await keptDays()).toBe(0);
    await keep();
    expect(await isSound()).toBe(true);
  });

  test("while the day is added up: the change waits, and takes the mark away afterwards", async () => {
    await keep();
    const markAgain = (inside: TxContext) => inside.db.execute("update sold_days set is_kept = is_kept");
    await settleBehind(world, ctx, markAgain, () => sell(4, 6));
    expect(await keptDays()).toBe(1);
    expect(await sums()).toEqual([[16_000, 9_600]]);
  });
});

test("days that no report compares with go", async () => {
  await keep();
  await world.owner`insert into sold_days (day, is_kept) values ('2020-01-01', true)`;
  await world.owner`insert into sold_by_variant select '2020-01-01', warehouse_id, variant_id, quantity, net, known_net,
    cost from sold_by_variant limit 1`;
  await world.owner`insert into sold_by_customer select '2020-01-01', warehouse_id, customer_id, quantity, net,
    known_net, cost from sold_by_customer limit 1`;
  await keep();
  expect(await keptDays()).toBe(2);
  expect(await world.owner`select from sold_by_variant where day < '2021-01-01'`).toHaveLength(0);
});
