import { eq, inArray } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { variants } from "@/modules/catalog/schema";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { stockAvailability, stockReservations } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { adjustStock, moveStock, receiveStock, reverseTransaction } from "@/testing/stock";
import { settleBehind } from "@/testing/waiting";
import { cancelOrder } from "./cancel-order";
import { cancelLine } from "./changes/cancel-line";
import { changeOrder } from "./changes/change-order";
import { restoreLine } from "./changes/restore-line";
import { completeOrder } from "./complete-order";
import { confirmOrder } from "./confirm-order";
import { splitOrder } from "./origins/split-order";
import { placeOrder } from "./place-order";
import { getOrder } from "./queries";
import { shipOrder } from "./ship-order";
import { voidShipment } from "./void-shipment";

const database = testDatabase();
let ctx: Awaited<ReturnType<typeof testContext>>;
let shop: Shop<"TEA" | "MUG">;
let tea: string;
let mug: string;

/** Five TEA, which may be backordered, and two MUG, which may not. */
beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 5, MUG: 2 });
  [tea, mug] = [shop.variant.TEA, shop.variant.MUG];
  await ctx.db.update(variants).set({ backorder: true }).where(eq(variants.id, tea));
});

type Asked = { variantId?: string; quantity: number };
const linesOf = (asked: readonly Asked[]) => asked.map(({ variantId = tea, quantity }) => ({ variantId, quantity }));
const accept = (quantity: number, variantId = tea) => [{ variantId, quantity }];
const head = () => ({ customerId: shop.customerId, warehouseId: shop.warehouseId });

/** Confirmed a moment after the one before. */
let minute = 0;
async function order(quantity: number, waits = quantity): Promise<string> {
  minute += 1;
  const later = { ...ctx, now: new Date(ctx.now.getTime() + minute * 60_000) };
  const asked = {
    ...head(),
    lines: linesOf([{ quantity }]),
    confirm: true,
    acceptBackorders: accept(Math.max(1, waits)),
  };
  return (await placeOrder(later, asked)).orderId;
}
const receive = (quantity: number, locationId = shop.binId) =>
  receiveStock(ctx, { lines: [{ variantId: tea, locationId, quantity }] });

/** What the first lines of orders hold, and what they wait for. */
const held = async (...orderIds: string[]) => {
  const found = [];
  for (const orderId of orderIds) {
    const [line] = (await getOrder(ctx, { orderId })).lines;
    found.push([line?.reserved, line?.backordered]);
  }
  return found;
};
const versionOf = async (orderId: string) => (await getOrder(ctx, { orderId })).version;
const lineOf = async (orderId: string) => (await getOrder(ctx, { orderId })).lines[0]?.id ?? "";

async function expectSound(): Promise<void> {
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
}

describe("an order of more than there is", () => {
  test("is refused as ever where the item is not to be backordered, or only one of them is", async () => {
    const lines = linesOf([{ quantity: 6 }, { variantId: mug, quantity: 3 }]);
    const placed = placeOrder(ctx, {
      ...head(),
      lines,
      confirm: true,
      acceptBackorders: [...accept(9), ...accept(9, mug)],
    });
    await expect(placed).rejects.toMatchObject({
      code: "inventory.insufficient-stock",
      details: { shortages: expect.arrayContaining([expect.objectContaining({ sku: "TEA" })]) },
    });
    expect(await ctx.db.select().from(stockReservations)).toEqual([]);
  });

  test("asks first: the refusal names what would wait, and nothing is changed", async () => {
    const { orderId } = await placeOrder(ctx, { ...head(), lines: linesOf([{ quantity: 6 }]) });
    const refusal = {
      code: "inventory.backorders-not-accepted",
      details: { shortages: [{ sku: "TEA", requested: 6, available: 5 }] },
    };
    await expect(confirmOrder(ctx, { orderId })).rejects.toMatchObject(refusal);
    expect(await getOrder(ctx, { orderId })).toMatchObject({
      status: "draft",
      lines: [{ reserved: 0, backordered: 0 }],
    });
    expect(await confirmOrder(ctx, { orderId, acceptBackorders: accept(1) })).toEqual({ orderId, backordered: 1 });
    expect(await held(orderId)).toEqual([[5, 1]]);
    await expectSound();
  });

  test("waits for no more than was accepted", async () => {
    await order(3, 0);
    await expect(order(6, 2)).rejects.toMatchObject({
      code: "inventory.backorders-not-accepted",
      details: { shortages: [{ requested: 6, available: 2 }] },
    });
  });

  test("waits where the item never was, too", async () => {
    const nice = await createWarehouse(ctx, { code: "NICE", name: "Nice" });
    const lines = linesOf([{ quantity: 2 }, { quantity: 1 }]);
    const { orderId } = await placeOrder(ctx, {
      ...head(),
      warehouseId: nice.warehouseId,
      lines,
      confirm: true,
      acceptBackorders: accept(3),
    });
    await receive(2, nice.binId);
    expect((await getOrder(ctx, { orderId })).lines).toMatchObject([
      { reserved: 2, backordered: 0 },
      { reserved: 0, backordered: 1 },
    ]);
    await expectSound();
  });

  test("ships what is there, says what it waits for, and ships the rest when it has come", async () => {
    const orderId = await order(7, 2);
    await shipOrder(ctx, { orderId });
    expect(await getOrder(ctx, { orderId })).toMatchObject({ status: "confirmed", lines: [{ shipped: 5, open: 2 }] });
    await expect(shipOrder(ctx, { orderId })).rejects.toMatchObject({
      code: "orders.nothing-to-ship",
      message: expect.stringContaining("waits for all that is left to ship: 2 items"),
    });
    await receive(2);
    await shipOrder(ctx, { orderId });
    expect(await getOrder(ctx, { orderId })).toMatchObject({ status: "completed" });
    await expectSound();
  });
});

describe("what comes in is given to those who wait, first come, first served", () => {
  let first: string;
  let second: string;
  beforeEach(async () => {
    first = await order(7);
    second = await order(3);
  });

  test("by one posting, and the rest is for everybody", async () => {
    await receive(3);
    expect(await held(first, second)).toEqual([
      [7, 0],
      [1, 2],
    ]);
    await receive(4);
    expect(await held(second)).toEqual([[3, 0]]);
    expect(await ctx.db.select().from(stockAvailability).where(eq(stockAvailability.variantId, tea))).toMatchObject([
      { onHand: 12, reserved: 10, waiting: 0 },
    ]);
    await expectSound();
  });

  test("whoever comes later waits behind them", async () => {
    await receive(2);
    const third = await order(1);
    expect(await held(first, second, third)).toEqual([
      [7, 0],
      [0, 3],
      [0, 1],
    ]);
  });

  test("also by a count that finds more, and by what comes from another warehouse", async () => {
    await adjustStock(ctx, { variantId: tea, locationId: shop.binId, change: 1, reason: "counted" });
    expect(await held(first)).toEqual([[6, 1]]);
    const nice = await createWarehouse(ctx, { code: "NICE", name: "Nice" });
    await receive(4, nice.binId);
    expect(await held(first)).toEqual([[6, 1]]);
    const move = { variantId: tea, fromLocationId: nice.binId, toLocationId: shop.binId, quantity: 4 };
    await moveStock(ctx, { lines: [move] });
    expect(await held(first, second)).toEqual([
      [7, 0],
      [3, 0],
    ]);
    await expectSound();
  });

  test("also by a loss that is reversed", async () => {
    await receive(5);
    await cancelOrder(ctx, { orderId: second });
    const lost = await adjustStock(ctx, { variantId: tea, locationId: shop.binId, change: -3, reason: "lost" });
    const third = await order(2);
    expect(await held(third)).toEqual([[0, 2]]);
    await reverseTransaction(ctx, { transactionId: lost.transactionId });
    expect(await held(third)).toEqual([[2, 0]]);
  });

  test("also by an order that is cancelled, or lowered, or goes to another warehouse", async () => {
    await changeOrder(ctx, {
      ...head(),
      orderId: first,
      version: await versionOf(first),
      lines: [{ orderLineId: await lineOf(first), variantId: tea, quantity: 4 }],
    });
    expect(await held(first, second)).toEqual([
      [4, 0],
      [1, 2],
    ]);
    await cancelLine(ctx, { orderId: first, orderLineId: await lineOf(first), quantity: 1 });
    expect(await held(first, second)).toEqual([
      [3, 0],
      [2, 1],
    ]);
    const third = await order(2);
    await cancelOrder(ctx, { orderId: first });
    expect(await held(second, third)).toEqual([
      [3, 0],
      [2, 0],
    ]);
    await expectSound();
  });

  test("also by an order that goes to another warehouse, and by what is left of one that is completed", async () => {
    const nice = await createWarehouse(ctx, { code: "NICE", name: "Nice" });
    await changeOrder(ctx, {
      ...head(),
      warehouseId: nice.warehouseId,
      orderId: first,
      version: await versionOf(first),
      lines: [{ orderLineId: await lineOf(first), variantId: tea, quantity: 7 }],
      acceptBackorders: accept(7),
    });
    expect(await held(first, second)).toEqual([
      [0, 7],
      [3, 0],
    ]);
    const third = await order(3);
    const [line] = (await getOrder(ctx, { orderId: second })).lines;
    const pick = { orderLineId: line?.id ?? "", locationId: shop.binId, lotId: null, quantity: 1 };
    await shipOrder(ctx, { orderId: second, lines: [pick] });
    await completeOrder(ctx, { orderId: second });
    expect(await held(third)).toEqual([[3, 0]]);
    await expectSound();
  });

  test("also by a voided shipment of a cancelled order, but not by one whose order wants its items", async () => {
    const { shipmentId } = await shipOrder(ctx, { orderId: first });
    await voidShipment(ctx, { shipmentId });
    expect(await held(first, second)).toEqual([
      [5, 2],
      [0, 3],
    ]);
    const again = await shipOrder(ctx, { orderId: first });
    await cancelOrder(ctx, { orderId: first });
    await voidShipment(ctx, { shipmentId: again.shipmentId });
    expect(await held(second)).toEqual([[3, 0]]);
    await expectSound();
  });

  test("a cancelled order waits for nothing any more", async () => {
    await cancelOrder(ctx, { orderId: second });
    await receive(4);
    expect(await held(first, second)).toEqual([
      [7, 0],
      [0, 0],
    ]);
    await expectSound();
  });
});

describe("a line that waits", () => {
  test("is cancelled while what it waits for is received, and nothing stays reserved", async () => {
    await shipOrder(ctx, { orderId: await order(5) });
    const waits = await order(3);
    const receipt = (tx: TxContext) =>
      receiveStock(tx, { lines: [{ variantId: tea, locationId: shop.binId, quantity: 4 }] });
    expect(await settleBehind(database, ctx, receipt, () => cancelOrder(ctx, { orderId: waits }))).toMatchObject({
      status: "fulfilled",
    });
    expect(await held(waits)).toEqual([[0, 0]]);
    await expectSound();
  });

  test("gives up first what is not there, and keeps its place when it asks for more", async () => {
    const first = await order(6);
    const second = await order(1);
    const muchLater = { ...ctx, now: new Date(ctx.now.getTime() + 86_400_000) };
    const wish = async (quantity: number, waits: number) =>
      changeOrder(muchLater, {
        ...head(),
        orderId: first,
        version: await versionOf(first),
        lines: [{ orderLineId: await lineOf(first), variantId: tea, quantity }],
        acceptBackorders: accept(waits),
      });
    await wish(5, 1);
    expect(await held(first, second)).toEqual([
      [5, 0],
      [0, 1],
    ]);
    await expect(wish(8, 2)).rejects.toMatchObject({
      code: "inventory.backorders-not-accepted",
      details: { shortages: [{ requested: 8, available: 5 }] },
    });
    await wish(8, 3);
    await receive(3);
    expect(await held(first, second)).toEqual([
      [8, 0],
      [0, 1],
    ]);
    await expectSound();
  });

  test("is restored to wait, where somebody accepts it", async () => {
    const orderId = await order(6);
    const part = { orderId, orderLineId: await lineOf(orderId), quantity: 2 };
    await cancelLine(ctx, part);
    await order(1);
    await expect(restoreLine(ctx, part)).rejects.toMatchObject({ code: "inventory.backorders-not-accepted" });
    await restoreLine(ctx, { ...part, acceptBackorders: accept(2) });
    expect(await held(orderId)).toEqual([[4, 2]]);
    await expectSound();
  });

  test("is restored beside another line of the same item, which keeps what it holds", async () => {
    const lines = linesOf([{ quantity: 3 }, { quantity: 2 }]);
    const { orderId } = await placeOrder(ctx, { ...head(), lines, confirm: true });
    const part = { orderId, orderLineId: await lineOf(orderId), quantity: 2 };
    await cancelLine(ctx, part);
    await order(2, 0);
    await expect(restoreLine(ctx, part)).rejects.toMatchObject({
      details: { shortages: [{ requested: 3, available: 1 }] },
    });
    await restoreLine(ctx, { ...part, acceptBackorders: accept(2) });
    expect((await getOrder(ctx, { orderId })).lines).toMatchObject([
      { reserved: 1, backordered: 2 },
      { reserved: 2, backordered: 0 },
    ]);
    await expectSound();
  });

  test("is split off as what waits, with its place, or to where it is", async () => {
    const first = await order(8);
    const second = await order(1);
    const split = async (quantity: number, warehouseId?: string) =>
      splitOrder(ctx, {
        orderId: first,
        version: await versionOf(first),
        lines: [{ orderLineId: await lineOf(first), quantity }],
        ...(warehouseId && { warehouseId }),
      });
    const part = await split(2);
    expect(await held(first, part.orderId)).toEqual([
      [5, 1],
      [0, 2],
    ]);
    await receive(3);
    expect(await held(first, part.orderId, second)).toEqual([
      [6, 0],
      [2, 0],
      [0, 1],
    ]);
    const nice = await createWarehouse(ctx, { code: "NICE", name: "Nice" });
    await receive(1, nice.binId);
    const elsewhere = await split(1, nice.warehouseId);
    expect(await held(first, elsewhere.orderId, second)).toEqual([
      [5, 0],
      [1, 0],
      [1, 0],
    ]);
    await expectSound();
  });
});

test("nobody waits for what is available, and availability is never below zero", async () => {
  const orders = [await order(7), await order(3), await order(2)];
  await receive(4);
  await cancelOrder(ctx, { orderId: orders[1] ?? "" });
  const rows = await ctx.db
    .select()
    .from(stockAvailability)
    .where(inArray(stockAvailability.variantId, [tea]));
  for (const { onHand, reserved, waiting } of rows) {
    expect(onHand - reserved).toBeGreaterThanOrEqual(0);
    expect(Math.min(onHand - reserved, waiting)).toBe(0);
  }
});
