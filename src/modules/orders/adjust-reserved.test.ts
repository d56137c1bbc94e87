import { beforeEach, describe, expect, test } from "vitest";
import { AdjustReserved, ListTransactions } from "@/modules/inventory/contract";
import { listAvailability } from "@/modules/inventory/queries";
import { listTransactions } from "@/modules/inventory/stock-card";
import { shopSettings } from "@/modules/shop/schema";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { unknownToWaiting } from "@/testing/older-release";
import { aShop, type Shop } from "@/testing/shop";
import { adjustStock, receiveStock } from "@/testing/stock";
import { adjustReserved } from "./adjust-reserved";
import { cancelOrder } from "./cancel-order";
import { ListOrders } from "./contract";
import { listOrders } from "./order-list";
import { placeOrder } from "./place-order";
import { getOrder } from "./queries";
import { reserveAgain } from "./reserve-again";
import { getWorkload } from "./sales";
import { shipOrder } from "./ship-order";
import { listBrokenOrders } from "./shortages";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA">;
let first: string;
let second: string;

beforeEach(async () => {
  ctx = await testContext(database.db, { role: "staff" });
  shop = await aShop(await testContext(database.db), { TEA: 10 });
  first = await order(4);
  second = await order(5);
});

async function order(quantity: number): Promise<string> {
  const lines = [{ variantId: shop.variant.TEA, quantity }];
  const { customerId, warehouseId } = shop;
  return (await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true })).orderId;
}
const lossOf = (change: number) => ({
  variantId: shop.variant.TEA,
  locationId: shop.binId,
  lotId: null,
  change,
});
const acceptedOf = async (change: number) =>
  (await listBrokenOrders(ctx, lossOf(change))).map(({ lineId, quantity }) => ({ lineId, quantity }));
const lose = async (change: number, accepted?: { lineId: string; quantity: number }[]) =>
  adjustReserved(
    ctx,
    AdjustReserved.parse({ ...lossOf(change), reason: "lost", accepted: accepted ?? (await acceptedOf(change)) }),
  );
const stock = async () =>
  (await listAvailability(ctx, { warehouseId: shop.warehouseId, variantIds: [shop.variant.TEA] }))[0];
const linesOf = async (orderId: string) => (await getOrder(ctx, { orderId })).lines;

describe("reserved items that are lost", () => {
  test("are refused at first; the orders that would be short are named, the newest first", async () => {
    await expect(adjustStock(ctx, { ...lossOf(-8), reason: "lost" })).rejects.toMatchObject({
      code: "inventory.goods-are-promised",
    });
    expect(await listBrokenOrders(ctx, lossOf(-8))).toMatchObject([
      { orderId: second, customerName: "Ada Example", quantity: 5 },
      { orderId: first, quantity: 2 },
    ]);
    expect(await listBrokenOrders(ctx, lossOf(-1))).toEqual([]);
  });

  test("are booked after a yes: the orders are open shortages in every view, and the books balance", async () => {
    await lose(-8);

    expect(await stock()).toMatchObject({ onHand: 2, reserved: 2, available: 0 });
    expect(await linesOf(second)).toMatchObject([{ open: 5, reserved: 0, short: 5 }]);
    expect(await linesOf(first)).toMatchObject([{ open: 4, reserved: 2, short: 2 }]);
    expect((await listOrders(ctx, ListOrders.parse({ isShort: true }))).rows).toMatchObject([
      { id: second, short: 5 },
      { id: first, short: 2 },
    ]);
    expect(await getWorkload(ctx)).toMatchObject({ toShip: 2, short: 2 });
    expect(await listTransactions(ctx, ListTransactions.parse({}))).toContainEqual(
      expect.objectContaining({ kind: "adjust", reason: "lost" }),
    );
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  });

  test("of a count are booked the same way", async () => {
    const accepted = await acceptedOf(-8);
    const { change: _, ...place } = lossOf(-8);
    const count = { quantity: 2, recorded: 10 };
    await adjustReserved(ctx, AdjustReserved.parse({ ...place, count, reason: "counted", accepted }));
    expect(await stock()).toMatchObject({ onHand: 2, reserved: 2 });
  });

  test("are not lost by a change that leaves as many items, or more", async () => {
    const { change: _, ...place } = lossOf(-8);
    const accepted = await acceptedOf(-8);
    for (const figure of [
      { change: 8, reason: "found" },
      { count: { quantity: 18, recorded: 10 }, reason: "counted" },
      { count: { quantity: 10, recorded: 10 }, reason: "counted" },
    ])
      expect(AdjustReserved.safeParse({ ...place, ...figure, accepted }).error?.issues).toMatchObject([
        { path: ["change"], message: expect.stringContaining("only a loss takes reserved items") },
      ]);
  });

  test("are not taken from other orders than those that were agreed to", async () => {
    const accepted = await acceptedOf(-8);
    await order(1);
    await expect(lose(-8, accepted)).rejects.toMatchObject({ code: "inventory.reservations-changed" });
    await expect(lose(-1, accepted)).rejects.toMatchObject({ code: "inventory.reservations-changed" });
    expect(await stock()).toMatchObject({ onHand: 10, reserved: 10 });
    expect(await linesOf(first)).toMatchObject([{ reserved: 4, short: 0 }]);
  });

  test("are booked once by two people who agree at the same time", async () => {
    const accepted = await acceptedOf(-8);
    const outcomes = await Promise.allSettled([lose(-8, accepted), lose(-8, accepted)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  });
});

describe("an order that is short", () => {
  beforeEach(() => lose(-8));

  test("ships what it still has, and stays open with the rest", async () => {
    await shipOrder(ctx, { orderId: first });
    expect(await getOrder(ctx, { orderId: first })).toMatchObject({
      status: "confirmed",
      lines: [{ shipped: 2, open: 2, reserved: 0, short: 2 }],
    });
    await expect(shipOrder(ctx, { orderId: second })).rejects.toMatchObject({
      code: "orders.nothing-to-ship",
      message:
        "Order #1002 is short of all that is left to ship: 5 reserved items were lost. " +
        "Receive more, or cancel the order. Nothing was changed.",
    });
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  });

  test("gets back what comes in, as whoever ordered first, and then the rest", async () => {
    await receive(3);
    expect(await linesOf(first)).toMatchObject([{ reserved: 4, short: 0 }]);
    expect(await linesOf(second)).toMatchObject([{ reserved: 1, short: 4 }]);
    await receive(9);
    expect(await linesOf(second)).toMatchObject([{ reserved: 5, short: 0 }]);
    expect(await stock()).toMatchObject({ onHand: 14, reserved: 9, available: 5 });
    await shipOrder(ctx, { orderId: second });
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  });

  test("reserves again by hand what an older release brought, behind whoever ordered first", async () => {
    await expect(reserveAgain(ctx, { orderId: second })).rejects.toMatchObject({
      code: "inventory.insufficient-stock",
      details: { shortages: [{ requested: 5, available: 0 }] },
    });
    await unknownToWaiting(ctx.db, () => receive(4));
    expect(await reserveAgain(ctx, { orderId: second })).toEqual({ reserved: 2, short: 3 });
    expect(await linesOf(first)).toMatchObject([{ reserved: 4, short: 0 }]);
    await receive(3);
    expect(await reserveAgain(ctx, { orderId: second })).toEqual({ reserved: 0, short: 0 });
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  });

  test("reserves again beside a quote that holds some of the item", async () => {
    await ctx.db.update(shopSettings).set({ quoteHoldHours: 24 });
    await unknownToWaiting(ctx.db, async () => {
      await receive(9);
      const lines = [{ variantId: shop.variant.TEA, quantity: 1 }];
      const { customerId, warehouseId } = shop;
      await placeOrder(ctx, { customerId, warehouseId, lines });
    });
    expect(await stock()).toMatchObject({ onHand: 11, reserved: 2, available: 8 });
    expect(await reserveAgain(ctx, { orderId: second })).toEqual({ reserved: 5, short: 0 });
    expect(await linesOf(first)).toMatchObject([{ reserved: 4, short: 0 }]);
  });

  test("reserves nothing as a draft, and is told to be confirmed", async () => {
    const { customerId, warehouseId, variant } = shop;
    const lines = [{ variantId: variant.TEA, quantity: 1 }];
    const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines });
    await expect(reserveAgain(ctx, { orderId })).rejects.toMatchObject({
      code: "orders.wrong-status",
      message:
        "Order #1003 is a draft. Only a confirmed order, or one on hold, has items to reserve again. " +
        "Confirm it to reserve its items. Nothing was changed.",
    });
  });

  test("does not take what others reserved in a race for what came in", async () => {
    await unknownToWaiting(ctx.db, () => receive(4));
    const outcomes = await Promise.allSettled([
      reserveAgain(ctx, { orderId: first }),
      reserveAgain(ctx, { orderId: second }),
      order(3),
    ]);
    expect(outcomes.some(({ status }) => status === "fulfilled")).toBe(true);
    expect((await stock())?.reserved).toBeLessThanOrEqual(6);
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  });

  test("is short of nothing any more once it is cancelled", async () => {
    await cancelOrder(ctx, { orderId: first });
    expect(await linesOf(first)).toMatchObject([{ cancelled: 4, reserved: 0, short: 0 }]);
    expect(await getWorkload(ctx)).toMatchObject({ short: 1 });
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  });
});

const receive = (quantity: number) =>
  receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId: shop.binId, quantity }] });
