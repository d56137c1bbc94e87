import { beforeEach, describe, expect, test } from "vitest";
import { ListLowStock, ListStock } from "@/modules/inventory/contract";
import {
  listAvailability,
  listAvailabilityByWarehouse,
  listBalances,
  listOnHandByVariant,
} from "@/modules/inventory/queries";
import { setReorderPoint } from "@/modules/inventory/set-reorder-point";
import { listLowStock, listStock } from "@/modules/inventory/stock-list";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { toQuantity } from "@/shared/quantity";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { shopDayIn } from "@/testing/days";
import { aShop, type Shop } from "@/testing/shop";
import { adjustStock, contentsOf, createLocation, moveStock, receiveStock, reverseTransaction } from "@/testing/stock";
import { settleBehind } from "@/testing/waiting";
import { placeOrder } from "./place-order";
import { getOrder, suggestShipment } from "./queries";
import { shipOrder } from "./ship-order";

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
});

/** A lot that is good for so many days more: 0 until today, -1 until yesterday. */
async function receive(locationId: string, code: string, days: number, quantity = 5, by = ctx) {
  const lot = { code, expiresOn: await shopDayIn(by, days) };
  return receiveStock(by, {
    lines: [{ variantId: shop.variant.TEA, locationId, quantity, lot }],
    acceptExpired: true,
  });
}
const order = (quantity: number) =>
  placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    lines: [{ variantId: shop.variant.TEA, quantity }],
    confirm: true,
  });
const stock = async () =>
  (await listAvailability(ctx, { warehouseId: shop.warehouseId, variantIds: [shop.variant.TEA] }))[0];
const lotsShipped = async (orderId: string) =>
  (await getOrder(ctx, { orderId })).shipments.flatMap(({ lines }) =>
    lines.map(({ lotCode, quantity }) => [lotCode, quantity]),
  );
const lotIdOf = async (code: string) =>
  (await listBalances(ctx, { variantId: shop.variant.TEA })).find(({ lotCode }) => lotCode === code)?.lotId ?? null;

describe("expired-lot-goes-out-first", () => {
  test("of an expired lot and a good one the good one leaves, and only the good one is available", async () => {
    await receive(front, "STALE", -5);
    await receive(back, "FRESH", 60);
    expect(await stock()).toMatchObject({ onHand: 10, expired: 5, reserved: 0, available: 5 });

    const { orderId } = await order(3);
    expect(await suggestShipment(ctx, { orderId })).toMatchObject([{ locationId: back, quantity: 3 }]);
    await shipOrder(ctx, { orderId });
    expect(await lotsShipped(orderId)).toEqual([["FRESH", 3]]);
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  });

  test("on its day of expiry a lot is still good, and leaves before later ones", async () => {
    await receive(front, "TODAY", 0);
    await receive(back, "LATER", 1);
    expect(await stock()).toMatchObject({ expired: 0, available: 10 });
    const { orderId } = await order(6);
    await shipOrder(ctx, { orderId });
    expect(await lotsShipped(orderId)).toEqual(
      expect.arrayContaining([
        ["TODAY", 5],
        ["LATER", 1],
      ]),
    );
  });

  test("the zone of the shop's settings decides which day it is", async () => {
    const inZone = (zone: string) => database.owner`update shop_settings set time_zone = ${zone}`;
    await inZone("Etc/GMT+12");
    await receive(front, "LOT", 0);
    expect(await stock()).toMatchObject({ available: 5 });
    // There it is a day later at every moment.
    await inZone("Etc/GMT-14");
    expect(await stock()).toMatchObject({ expired: 5, available: 0 });
  });
});

describe("what is expired", () => {
  beforeEach(async () => {
    await receive(front, "STALE", -1);
    await receive(back, "FRESH", 30);
  });

  test("cannot be reserved: a shortage names what is good", async () => {
    await expect(order(6)).rejects.toMatchObject({
      code: "inventory.insufficient-stock",
      details: { shortages: [{ sku: "TEA", requested: 6, available: 5 }] },
    });
    expect(await stock()).toMatchObject({ reserved: 0 });
  });

  test("is not sold by a race for what is good", async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => order(1)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    expect(await stock()).toMatchObject({ onHand: 10, reserved: 5, available: 0 });
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  });

  test("cannot be shipped by naming its bin and lot", async () => {
    const { orderId } = await order(2);
    const { lines } = await getOrder(ctx, { orderId });
    const pick = { quantity: 2, locationId: front, lotId: await lotIdOf("STALE") };
    await expect(
      shipOrder(ctx, { orderId, lines: lines.map(({ id }) => ({ orderLineId: id, ...pick })) }),
    ).rejects.toMatchObject({
      code: "inventory.ships-expired",
      message: expect.stringContaining("lot STALE of TEA"),
    });
    expect(await stock()).toMatchObject({ onHand: 10, reserved: 2 });
  });

  test("is marked where it lies, and no list of stock counts it as available", async () => {
    const { TEA: variantId } = shop.variant;
    await setReorderPoint(ctx, { warehouseId: shop.warehouseId, variantId, quantity: toQuantity(5), seen: null });
    const figures = { onHand: 10, available: 5 };

    expect((await listStock(ctx, ListStock.parse({}))).rows).toMatchObject([{ ...figures, expired: 5, isLow: true }]);
    expect((await listStock(ctx, ListStock.parse({ state: "expired" }))).rows).toHaveLength(1);
    expect((await listStock(ctx, ListStock.parse({ sort: "available" }))).rows).toMatchObject([figures]);
    expect(await listOnHandByVariant(ctx, { variantIds: [variantId] })).toMatchObject([figures]);
    expect(await listAvailabilityByWarehouse(ctx, { variantId })).toMatchObject([{ ...figures, expired: 5 }]);
    expect(await listLowStock(ctx, ListLowStock.parse({}))).toMatchObject([{ available: 5 }]);
    expect(await contentsOf(ctx, front)).toMatchObject([{ lotCode: "STALE", isExpired: true }]);
    expect(await listBalances(ctx, { variantId })).toMatchObject([{ isExpired: false }, { isExpired: true }]);
  });

  test("can be moved, written off and put back", async () => {
    const lotId = await lotIdOf("STALE");
    const { TEA: variantId } = shop.variant;
    await moveStock(ctx, { lines: [{ variantId, lotId, fromLocationId: front, toLocationId: back, quantity: 5 }] });
    const adjusted = await adjustStock(ctx, { variantId, lotId, locationId: back, change: -5, reason: "expired" });
    expect(await stock()).toMatchObject({ onHand: 5, expired: 0, available: 5 });
    await reverseTransaction(ctx, adjusted);
    expect(await stock()).toMatchObject({ onHand: 10, expired: 5, available: 5 });
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  });

  test("covers no reservation: good items that are reserved can't be adjusted away, expired ones can", async () => {
    await order(4);
    const { TEA: variantId } = shop.variant;
    const adjust = async (lot: string, locationId: string, change: number) =>
      adjustStock(ctx, { variantId, lotId: await lotIdOf(lot), locationId, change, reason: "lost" });
    await expect(adjust("FRESH", back, -2)).rejects.toMatchObject({
      code: "inventory.goods-are-promised",
      details: { shortages: [{ sku: "TEA", requested: 2, available: 1 }] },
    });
    await adjust("STALE", front, -5);
    await adjust("FRESH", back, -1);
    expect(await stock()).toMatchObject({ onHand: 4, reserved: 4, available: 0 });
  });

  test("does not hide what is good at another warehouse", async () => {
    const far = await aShop(ctx, {}, "FAR");
    await receive(far.binId, "FRESH", 30, 7);
    expect((await listStock(ctx, ListStock.parse({}))).rows).toMatchObject([{ onHand: 17, expired: 5, available: 12 }]);
  });
});

test("stock that expires after it was reserved is available to nobody, and shows no figure below zero", async () => {
  await receive(front, "SOON", 1, 5);
  await order(5);
  await database.owner`update lots set expires_on = expires_on - 3`;
  expect(await stock()).toMatchObject({ onHand: 5, expired: 5, reserved: 5, available: 0 });
  await receive(back, "FRESH", 30, 6);
  await expect(order(2)).rejects.toMatchObject({ code: "inventory.insufficient-stock" });
  await order(1);
});

test("an order whose reserved items have expired since names them, and what to do", async () => {
  await receive(front, "SOON", 1, 5);
  const { orderId } = await order(5);
  await database.owner`update lots set expires_on = expires_on - 3`;
  await expect(shipOrder(ctx, { orderId })).rejects.toMatchObject({
    code: "orders.picks-missing",
    details: { skus: ["TEA"], expired: ["TEA"] },
    message:
      "The bins do not hold enough stock to ship order #1001: TEA. " +
      "Reserved items have expired since and can't be shipped: TEA. " +
      "Receive more or ship only the rest, and adjust the stock that has expired. Nothing was changed.",
  });
});

test("goods that were received meanwhile do not hide that they are expired from the order that waited", async () => {
  await receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId: front, quantity: 2 }] });
  const receipt = (by: Context) => receive(back, "STALE", -2, 50, by);
  expect(await settleBehind(database, ctx, receipt, () => order(3))).toMatchObject({
    status: "rejected",
    reason: { code: "inventory.insufficient-stock", details: { shortages: [{ requested: 3, available: 2 }] } },
  });
  expect(await stock()).toMatchObject({ onHand: 52, expired: 50, reserved: 0 });
});

describe("receiving something already expired", () => {
  const lines = async () => [
    {
      variantId: shop.variant.TEA,
      locationId: front,
      quantity: 5,
      lot: { code: "STALE", expiresOn: await shopDayIn(ctx, -1) },
    },
  ];
  test("asks first, and changes nothing without a yes", async () => {
    await expect(receiveStock(ctx, { lines: await lines() })).rejects.toMatchObject({
      code: "inventory.receives-expired",
      details: { lots: [{ lotCode: "STALE", sku: "TEA" }] },
    });
    expect(await stock()).toBeUndefined();
    await receiveStock(ctx, { lines: await lines(), acceptExpired: true });
    expect(await stock()).toMatchObject({ onHand: 5, available: 0 });
  });

  test("asks of a known lot that has expired since, and not of one that is good until today", async () => {
    await receive(front, "TODAY", 0);
    const lot = { code: "today", expiresOn: await shopDayIn(ctx, 0) };
    await receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId: front, quantity: 1, lot }] });
    expect(await stock()).toMatchObject({ onHand: 6, available: 6 });
  });
});
