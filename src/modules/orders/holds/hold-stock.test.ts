import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { variants } from "@/modules/catalog/schema";
import { listAvailability } from "@/modules/inventory/queries";
import { goodsArePromised, insufficientStock } from "@/modules/inventory/refusals";
import { listStockOfBin } from "@/modules/inventory/stock-of-bin";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { confirmOrder } from "@/modules/orders/confirm-order";
import { ListOrders } from "@/modules/orders/contract";
import { editOrder } from "@/modules/orders/edit-order";
import { listOrders } from "@/modules/orders/order-list";
import { duplicateOrder } from "@/modules/orders/origins/duplicate-order";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shopSettings } from "@/modules/shop/schema";
import { auditEntries } from "@/platform/audit/schema";
import type { Context } from "@/platform/context";
import { outbox } from "@/platform/outbox/schema";
import { verifyBooks } from "@/server/verify-books";
import { systemContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { adjustStock, receiveStock } from "@/testing/stock";
import { endHolds } from "./end-holds";
import { freeStock } from "./free-stock";
import { orderHoldEnded, nothingToHold, quotesHoldNothing } from "./hold";
import { holdStock } from "./hold-stock";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA" | "MUG">;

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 5, MUG: 1 });
  await hoursOfShop(24);
});

const hoursOfShop = (quoteHoldHours: number | null) => ctx.db.update(shopSettings).set({ quoteHoldHours });
const linesOf = (tea: number, mug: number) =>
  [
    { variantId: shop.variant.TEA, quantity: tea },
    { variantId: shop.variant.MUG, quantity: mug },
  ].filter(({ quantity }) => quantity > 0);
const place = (tea: number, { mug = 0, confirm = false, acceptBackorders = linesOf(0, 0) } = {}) => {
  const { customerId, warehouseId } = shop;
  return placeOrder(ctx, { customerId, warehouseId, lines: linesOf(tea, mug), confirm, acceptBackorders });
};
const held = async (orderId: string) => (await getOrder(ctx, { orderId })).lines.map((line) => line.held);
const available = async () => {
  const rows = await listAvailability(ctx, { warehouseId: shop.warehouseId, variantIds: [shop.variant.TEA] });
  return rows[0]?.available;
};
/** As if so many hours had passed for what is held. */
const pass = (hours: number) =>
  database.owner`update stock_holds set held_until = held_until - make_interval(hours => ${hours})`;
const expectSound = async () => expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
const hoursLeft = async (orderId: string) => {
  const { holdsUntil } = await getOrder(ctx, { orderId });
  return holdsUntil === null ? 0 : Math.round((holdsUntil.getTime() - Date.now()) / 3_600_000);
};

describe("a draft", () => {
  test("holds what is available of its items when it is saved, and no more", async () => {
    const { orderId } = await place(3, { mug: 4 });
    expect(await held(orderId)).toEqual([3, 1]);
    expect(await hoursLeft(orderId)).toBe(24);
    expect(await available()).toBe(2);
    await expect(place(3, { confirm: true })).rejects.toMatchObject({ code: insufficientStock.code });
    await place(2, { confirm: true });
    const { orderId: late } = await place(1);
    expect(await held(late)).toEqual([0]);
    await expectSound();
  });

  test("holds nothing where the shop has set no time, nor may anybody hold by hand", async () => {
    await hoursOfShop(null);
    const { orderId } = await place(3);
    expect(await held(orderId)).toEqual([0]);
    await expect(holdStock(ctx, { orderId })).rejects.toMatchObject({ code: quotesHoldNothing.code });
  });

  test("shares what it holds of an item by its lines in their order", async () => {
    const { customerId, warehouseId, variant } = shop;
    const lines = [4, 3].map((quantity) => ({ variantId: variant.TEA, quantity }));
    const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines });
    expect(await held(orderId)).toEqual([4, 1]);
  });

  test("that is edited holds what it names now, from now on", async () => {
    const { orderId } = await place(4);
    await pass(5);
    const { customerId, warehouseId } = shop;
    await editOrder(ctx, { orderId, version: 1, customerId, warehouseId, lines: linesOf(2, 1) });
    expect([await held(orderId), await hoursLeft(orderId), await available()]).toEqual([[2, 1], 24, 3]);
    await hoursOfShop(null);
    await editOrder(ctx, { orderId, version: 2, customerId, warehouseId, lines: linesOf(2, 1) });
    expect([await held(orderId), await available()]).toEqual([[0, 0], 5]);
    await expectSound();
  });

  test("holds its stock as a duplicate too", async () => {
    const { orderId } = await place(2, { confirm: true });
    const { orderId: copy } = await duplicateOrder(ctx, { orderId });
    expect(await held(copy)).toEqual([2]);
  });

  test("that is cancelled holds nothing", async () => {
    const { orderId } = await place(4);
    await cancelOrder(ctx, { orderId });
    expect(await available()).toBe(5);
    await expectSound();
  });
});

describe("what a draft holds", () => {
  test("is reserved as it is confirmed, and what it names besides is asked of what is left", async () => {
    const [{ orderId }, { orderId: other }] = [await place(3), await place(2)];
    await expect(place(1, { confirm: true })).rejects.toMatchObject({ code: insufficientStock.code });
    await confirmOrder(ctx, { orderId });
    expect((await getOrder(ctx, { orderId })).lines).toMatchObject([{ reserved: 3, held: 0 }]);
    expect(await held(other)).toEqual([2]);
    await expectSound();
  });

  test("is for it alone as it is confirmed, though others hold of the same and somebody waits", async () => {
    await ctx.db.update(variants).set({ backorder: true });
    const [{ orderId }, { orderId: other }] = [await place(2), await place(3)];
    const { orderId: late } = await place(2, { confirm: true, acceptBackorders: linesOf(2, 0) });
    await confirmOrder(ctx, { orderId });
    expect((await getOrder(ctx, { orderId })).lines).toMatchObject([{ reserved: 2, backordered: 0 }]);
    expect((await getOrder(ctx, { orderId: late })).lines).toMatchObject([{ reserved: 0, backordered: 2 }]);
    expect(await held(other)).toEqual([3]);
    await expectSound();
  });

  test("keeps nobody in the warehouse from taking it: only what orders were promised stays", async () => {
    const [{ orderId }] = [await place(3), await place(1, { confirm: true })];
    const lose = (change: number) =>
      adjustStock(ctx, { variantId: shop.variant.TEA, locationId: shop.binId, change, reason: "lost" });
    await expect(lose(-5)).rejects.toMatchObject({
      code: goodsArePromised.code,
      details: { shortages: [{ requested: 5, available: 4 }] },
    });
    const ofBin = await listStockOfBin(ctx, { binId: shop.binId, variantIds: [shop.variant.TEA] });
    expect(ofBin.get(shop.variant.TEA)).toMatchObject({ available: 4 });
    await lose(-4);
    expect(await held(orderId)).toEqual([0]);
    await expectSound();
  });

  test("counts for nothing from the moment its time is over, though nobody has taken it away", async () => {
    const { orderId } = await place(4);
    await pass(24);
    expect([await held(orderId), await available()]).toEqual([[0], 5]);
    const { orderId: other } = await place(5, { confirm: true });
    expect((await getOrder(ctx, { orderId: other })).lines).toMatchObject([{ reserved: 5 }]);
    await expectSound();
    await expect(confirmOrder(ctx, { orderId })).rejects.toMatchObject({ code: insufficientStock.code });
  });

  test("goes, once its time is over, first to those who wait", async () => {
    await ctx.db.update(variants).set({ backorder: true });
    await place(4);
    const { orderId } = await place(5, { confirm: true, acceptBackorders: linesOf(9, 0) });
    expect((await getOrder(ctx, { orderId })).lines).toMatchObject([{ reserved: 1, backordered: 4 }]);
    await pass(24);
    const { orderId: next } = await place(1, { confirm: true, acceptBackorders: linesOf(1, 0) });
    expect((await getOrder(ctx, { orderId })).lines).toMatchObject([{ reserved: 5, backordered: 0 }]);
    expect((await getOrder(ctx, { orderId: next })).lines).toMatchObject([{ reserved: 0, backordered: 1 }]);
    await expectSound();
  });

  test("may be held longer, again, or given up by hand", async () => {
    const { orderId } = await place(4);
    await pass(20);
    expect(await holdStock(ctx, { orderId })).toEqual({ orderId, held: 4 });
    expect(await hoursLeft(orderId)).toBe(24);
    await freeStock(ctx, { orderId });
    expect([await held(orderId), await available()]).toEqual([[0], 5]);
    await place(5, { confirm: true });
    await expect(holdStock(ctx, { orderId })).rejects.toMatchObject({ code: nothingToHold.code });
    await expectSound();
  });

  test("is lost first by the newest where items are lost, and nobody is asked", async () => {
    const [{ orderId: first }, { orderId: second }] = [await place(2), await place(3)];
    await adjustStock(ctx, { variantId: shop.variant.TEA, locationId: shop.binId, change: -4, reason: "lost" });
    expect([await held(first), await held(second)]).toEqual([[1], [0]]);
    await receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId: shop.binId, quantity: 9 }] });
    expect([await held(first), await available()]).toEqual([[1], 9]);
    await expectSound();
  });
});

const Holds = z.object({ holds: z.string() });

test("the end of its time is told once: to those who wait, in its history, and by a fact", async () => {
  const { orderId } = await place(4);
  await pass(24);
  expect(await endHolds(systemContext(database.db))).toBe(1);
  expect(await endHolds(systemContext(database.db))).toBe(0);
  const entries = await ctx.db.select().from(auditEntries).where(eq(auditEntries.entityId, orderId));
  expect(entries.filter(({ after }) => Holds.safeParse(after).success)).toHaveLength(1);
  const facts = await ctx.db.select().from(outbox).where(eq(outbox.name, orderHoldEnded.name));
  expect(facts).toHaveLength(1);
  await expectSound();
});

test("a hold that was prolonged meanwhile is not ended", async () => {
  const { orderId } = await place(4);
  await pass(24);
  await holdStock(ctx, { orderId });
  expect(await endHolds(systemContext(database.db))).toBe(0);
  expect(await held(orderId)).toEqual([4]);
});

test("lists find the drafts that hold stock, and say until when", async () => {
  const { orderId } = await place(4);
  const over = await place(1);
  await freeStock(ctx, { orderId: over.orderId });
  await place(1, { confirm: true });
  const find = async () => {
    const { rows } = await listOrders(ctx, ListOrders.parse({ holdsStock: true }));
    return rows.map((row) => [row.id, row.holdsUntil instanceof Date]);
  };
  expect(await find()).toEqual([[orderId, true]]);
  await pass(24);
  expect(await find()).toEqual([]);
});
