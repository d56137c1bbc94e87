import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { variants } from "@/modules/catalog/schema";
import { ListStock } from "@/modules/inventory/contract";
import { listAvailability, listBalances } from "@/modules/inventory/queries";
import { listStock } from "@/modules/inventory/stock-list";
import { confirmOrder } from "@/modules/orders/confirm-order";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder, suggestShipment } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { adjustStock, createLocation, moveStock, receiveStock } from "@/testing/stock";
import { settleBehind } from "@/testing/waiting";
import { blockLot } from "./block-lot";
import { unblockLot } from "./unblock-lot";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA">;
let front: string;
let back: string;

beforeEach(async () => {
  ctx = await testContext(database.db, { role: "manager" });
  shop = await aShop(ctx, { TEA: 0 });
  const aBin = async (code: string) =>
    (await createLocation(ctx, { parentId: shop.warehouseId, kind: "bin", code })).locationId;
  [front, back] = [await aBin("FRONT"), await aBin("BACK")];
  await receive(front, "BAD", 5);
  await receive(back, "FINE", 5);
});

const receive = (locationId: string, code: string, quantity: number, by = ctx) =>
  receiveStock(by, { lines: [{ variantId: shop.variant.TEA, locationId, quantity, lot: { code } }] });
const order = (quantity: number, { confirm = true, accept = false, by = ctx } = {}) =>
  placeOrder(by, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    lines: [{ variantId: shop.variant.TEA, quantity }],
    confirm,
    ...(accept && { acceptBackorders: [{ variantId: shop.variant.TEA, quantity }] }),
  });
const stock = async () =>
  (await listAvailability(ctx, { warehouseId: shop.warehouseId, variantIds: [shop.variant.TEA] }))[0];
const lotIdOf = async (code: string) => {
  const found = (await listBalances(ctx, { variantId: shop.variant.TEA })).find(({ lotCode }) => lotCode === code);
  return found?.lotId ?? "";
};
const block = async (code: string, reason = "Recalled by its maker") =>
  blockLot(ctx, { lotId: await lotIdOf(code), reason });
const unblock = async (code: string) => unblockLot(ctx, { lotId: await lotIdOf(code) });

describe("a blocked lot", () => {
  test("is on hand and not available, and an order is given what is good", async () => {
    await block("BAD");
    expect(await stock()).toMatchObject({ onHand: 10, blocked: 5, expired: 0, available: 5 });
    await expect(order(6)).rejects.toMatchObject({
      code: "inventory.insufficient-stock",
      details: { shortages: [{ sku: "TEA", requested: 6, available: 5 }] },
    });
    const { orderId } = await order(4);
    expect(await suggestShipment(ctx, { orderId })).toMatchObject([{ locationId: back, quantity: 4 }]);
    await shipOrder(ctx, { orderId });
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  });

  test("says why where it lies, and a list shows where there is any", async () => {
    await block("BAD", "Its seal is broken");
    const balances = await listBalances(ctx, { variantId: shop.variant.TEA });
    expect(balances.map(({ lotCode, isBlocked, blockReason }) => [lotCode, isBlocked, blockReason])).toEqual(
      expect.arrayContaining([
        ["BAD", true, "Its seal is broken"],
        ["FINE", false, null],
      ]),
    );
    expect((await listStock(ctx, ListStock.parse({ state: "blocked" }))).rows).toMatchObject([{ blocked: 5 }]);
    await unblock("BAD");
    expect((await listStock(ctx, ListStock.parse({ state: "blocked" }))).rows).toEqual([]);
  });

  test("cannot be shipped by naming it", async () => {
    const { orderId } = await order(2);
    await block("BAD");
    const { lines } = await getOrder(ctx, { orderId });
    const pick = { quantity: 2, locationId: front, lotId: await lotIdOf("BAD") };
    await expect(
      shipOrder(ctx, { orderId, lines: lines.map(({ id }) => ({ orderLineId: id, ...pick })) }),
    ).rejects.toMatchObject({
      code: "inventory.ships-blocked",
      message:
        "Blocked items can't be shipped: BAD of TEA (Recalled by its maker). " +
        "Choose others, or have a manager unblock them. Nothing was changed.",
    });
  });

  test("leaves an order that counted on it without items, which is told so", async () => {
    const { orderId } = await order(8);
    await block("BAD");
    expect(await stock()).toMatchObject({ reserved: 8, available: 0 });
    await expect(shipOrder(ctx, { orderId })).rejects.toMatchObject({
      code: "orders.picks-missing",
      details: { skus: ["TEA"], expired: [], blocked: ["TEA"] },
    });
  });

  test("may be moved, also to a warehouse that never had any, and written off", async () => {
    await block("BAD");
    const far = await aShop(ctx, {}, "FAR");
    const [variantId, lotId] = [shop.variant.TEA, await lotIdOf("BAD")];
    await moveStock(ctx, {
      lines: [{ variantId, lotId, fromLocationId: front, toLocationId: far.binId, quantity: 3 }],
    });
    await adjustStock(ctx, { variantId, lotId, locationId: front, change: -2, reason: "damaged" });
    expect(await listAvailability(ctx, { warehouseId: far.warehouseId, variantIds: [variantId] })).toMatchObject([
      { onHand: 3, blocked: 3, available: 0 },
    ]);
    expect(await stock()).toMatchObject({ onHand: 5, blocked: 0, available: 5 });
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  });

  test("stays blocked for its first reason: a second is refused, the same changes nothing", async () => {
    await block("BAD", "Its seal is broken");
    await block("BAD", "Its seal is broken");
    await expect(block("BAD", "Late")).rejects.toMatchObject({
      code: "inventory.lot-is-blocked",
      details: { lotCode: "BAD", reason: "Its seal is broken" },
    });
    expect(await database.owner`select from audit_entries where entity = 'lot'`).toHaveLength(1);
  });
});

test("once it is unblocked, who waits for the item is given it", async () => {
  await block("BAD");
  await order(5);
  await ctx.db.update(variants).set({ backorder: true }).where(eq(variants.id, shop.variant.TEA));
  const { orderId } = await order(3, { accept: true });
  const [line] = (await getOrder(ctx, { orderId })).lines;
  expect(line).toMatchObject({ backordered: 3, reserved: 0 });
  await unblock("BAD");
  expect((await getOrder(ctx, { orderId })).lines).toMatchObject([{ backordered: 0, reserved: 3 }]);
  expect(await stock()).toMatchObject({ blocked: 0, available: 2 });
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});

describe("of two at once", () => {
  test("an order that waited for the stock sees that it was blocked", async () => {
    const lotId = await lotIdOf("BAD");
    const blocking = (by: Context) => blockLot(by, { lotId, reason: "Recalled" });
    expect(await settleBehind(database, ctx, blocking, () => order(6))).toMatchObject({
      status: "rejected",
      reason: { code: "inventory.insufficient-stock", details: { shortages: [{ available: 5 }] } },
    });
  });

  test("a shipment that had looked at the lot and waited for the stock does not leave", async () => {
    const { orderId } = await order(2);
    const lotId = await lotIdOf("BAD");
    const { lines } = await getOrder(ctx, { orderId });
    const shipping = () =>
      shipOrder(ctx, {
        orderId,
        lines: lines.map(({ id }) => ({ orderLineId: id, quantity: 2, locationId: front, lotId })),
      });
    const blocking = (by: Context) => blockLot(by, { lotId, reason: "Recalled" });
    expect(await settleBehind(database, ctx, blocking, shipping)).toMatchObject({
      status: "rejected",
      reason: { code: "inventory.ships-blocked" },
    });
    expect(await stock()).toMatchObject({ onHand: 10, reserved: 2 });
  });

  test("goods that come where there were none of the item are blocked with their lot", async () => {
    const far = await aShop(ctx, {}, "FAR");
    const lotId = await lotIdOf("BAD");
    const receipt = (by: Context) => receive(far.binId, "BAD", 4, by);
    expect(
      await settleBehind(database, ctx, receipt, () => blockLot(ctx, { lotId, reason: "Recalled" })),
    ).toMatchObject({
      status: "fulfilled",
    });
    expect(await listAvailability(ctx, { warehouseId: far.warehouseId, variantIds: [shop.variant.TEA] })).toMatchObject(
      [{ onHand: 4, blocked: 4, available: 0 }],
    );
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  });
});

test("a person of one warehouse may not block what lies in another, too", async () => {
  const far = await aShop(ctx, {}, "FAR");
  await receive(far.binId, "BAD", 4);
  const clerk = await testContext(database.db, { role: "staff", warehouses: [shop.warehouseId] });
  const lotId = await lotIdOf("BAD");
  await expect(blockLot(clerk, { lotId, reason: "Recalled" })).rejects.toMatchObject({
    code: "users.warehouse-not-granted",
  });
});

test("a draft is confirmed only as far as good items are there", async () => {
  const { orderId } = await order(8, { confirm: false });
  await block("BAD");
  await expect(confirmOrder(ctx, { orderId })).rejects.toMatchObject({ code: "inventory.insufficient-stock" });
});
