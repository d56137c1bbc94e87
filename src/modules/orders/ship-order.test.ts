import { expect, test } from "vitest";
import { stockMovements } from "@/modules/inventory/schema";
import type { Context } from "@/platform/context";
import { countStatements } from "@/platform/database/db";
import { verifyBooks } from "@/server/verify-books";
import { newId } from "@/shared/id";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { createLocation, moveStock, receiveStock } from "@/testing/stock";
import { cancelOrder } from "./cancel-order";
import { completeOrder } from "./complete-order";
import { confirmOrder } from "./confirm-order";
import { holdOrder } from "./hold-order";
import { placeOrder } from "./place-order";
import { getOrder, suggestShipment } from "./queries";
import { resumeOrder } from "./resume-order";
import { shipments } from "./schema";
import { shipOrder } from "./ship-order";

const database = testDatabase();

const confirmed = (ctx: Context, shop: Shop<"TEA">, quantity: number) =>
  placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    confirm: true,
    lines: [{ variantId: shop.variant.TEA, quantity }],
  });

async function onlyLine(ctx: Context, orderId: string) {
  const order = await getOrder(ctx, { orderId });
  const [line] = order.lines;
  if (!line) throw new Error("The order has no line.");
  return line;
}

test("an order shipped whole from the suggested bins is completed", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10 });
  const { orderId } = await confirmed(ctx, shop, 6);

  expect(await shipOrder(ctx, { orderId, tracking: "JD014600003" })).toMatchObject({ isComplete: true });

  expect(await getOrder(ctx, { orderId })).toMatchObject({
    status: "completed",
    fulfilment: "full",
    lines: [{ shipped: 6, open: 0, reserved: 0 }],
    shipments: [
      { sequence: 1, tracking: "JD014600003", lines: [{ sku: "TEA", quantity: 6, locationCode: "RECEIVING" }] },
    ],
  });
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});

test("an order ships in parts, and each shipment lists what came from where", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10 });
  const { locationId: shelf } = await createLocation(ctx, { parentId: shop.warehouseId, kind: "bin", code: "A-01" });
  await moveStock(ctx, {
    lines: [{ variantId: shop.variant.TEA, fromLocationId: shop.binId, toLocationId: shelf, quantity: 4 }],
  });
  const { orderId } = await confirmed(ctx, shop, 9);
  const { id: orderLineId } = await onlyLine(ctx, orderId);

  const first = await shipOrder(ctx, {
    orderId,
    lines: [{ orderLineId, quantity: 3, locationId: shelf, lotId: null }],
  });
  expect(first.isComplete).toBe(false);
  expect(await getOrder(ctx, { orderId })).toMatchObject({
    status: "confirmed",
    fulfilment: "partial",
    lines: [{ shipped: 3, open: 6, reserved: 6 }],
  });
  expect(await suggestShipment(ctx, { orderId })).toEqual([
    { orderLineId, quantity: 6, locationId: shop.binId, locationCode: "RECEIVING", lotId: null, lotCode: null },
  ]);

  await shipOrder(ctx, {
    orderId,
    lines: [
      { orderLineId, quantity: 5, locationId: shop.binId, lotId: null },
      { orderLineId, quantity: 1, locationId: shelf, lotId: null },
    ],
  });
  expect(await getOrder(ctx, { orderId })).toMatchObject({
    status: "completed",
    lines: [{ shipped: 9, reserved: 0 }],
    shipments: [{ sequence: 1 }, { sequence: 2, lines: [{ quantity: 5 }, { quantity: 1 }] }],
  });
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});

test("what goes off first leaves first, over as many lots as it takes", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 0 });
  const lot = (code: string, expiresOn: string, quantity: number) => ({
    variantId: shop.variant.TEA,
    locationId: shop.binId,
    quantity,
    lot: { code, expiresOn },
  });
  await receiveStock(ctx, { lines: [lot("LATE", "2040-01-01", 5), lot("EARLY", "2037-01-01", 3)] });
  const { orderId } = await confirmed(ctx, shop, 4);

  await shipOrder(ctx, { orderId });

  const {
    shipments: [parcel],
  } = await getOrder(ctx, { orderId });
  expect(parcel?.lines.map(({ lotCode, quantity }) => ({ lotCode, quantity }))).toEqual([
    { lotCode: "EARLY", quantity: 3 },
    { lotCode: "LATE", quantity: 1 },
  ]);
});

test("confirming three lines sends five statements, and shipping them six, whatever leaves", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 20, MUG: 20, POT: 20 });
  const costOf = async (act: () => Promise<unknown>) => {
    const { statements, transactions } = await countStatements(act);
    return { statements, transactions };
  };
  const lines = Object.values(shop.variant).map((variantId) => ({ variantId, quantity: 2 }));
  for (const some of [lines, lines.slice(1)]) {
    const { orderId } = await placeOrder(ctx, {
      customerId: shop.customerId,
      warehouseId: shop.warehouseId,
      lines: some,
    });
    // The order and its lines, what they name, and the reservation; the last writes all else.
    expect(await costOf(() => confirmOrder(ctx, { orderId }))).toEqual({ statements: 5, transactions: 1 });
    // The order and its lines, the bins, the posting, and the reservations; the last writes all else.
    expect(await costOf(() => shipOrder(ctx, { orderId }))).toEqual({ statements: 6, transactions: 1 });
  }
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});

test("two lines of one product are shipped each for itself", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10 });
  const { orderId } = await placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    confirm: true,
    lines: [
      { variantId: shop.variant.TEA, quantity: 4 },
      { variantId: shop.variant.TEA, quantity: 6, discountRate: 1_000_000 },
    ],
  });
  await shipOrder(ctx, { orderId });
  expect(await getOrder(ctx, { orderId })).toMatchObject({
    status: "completed",
    lines: [{ shipped: 4 }, { shipped: 6 }],
  });
});

test("no more leaves than is open, and nothing of a refused shipment stays", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10 });
  const { orderId } = await confirmed(ctx, shop, 4);
  const { id: orderLineId } = await onlyLine(ctx, orderId);
  const ship = (quantity: number, line = orderLineId, locationId = shop.binId) =>
    shipOrder(ctx, { orderId, lines: [{ orderLineId: line, quantity, locationId, lotId: null }] });

  await expect(ship(5)).rejects.toMatchObject({
    code: "orders.ships-too-much",
    details: { lines: [{ sku: "TEA", asked: 5, open: 4 }] },
  });
  await expect(ship(1, newId())).rejects.toMatchObject({ code: "orders.line-not-of-order" });
  const { locationId: emptyShelf } = await createLocation(ctx, {
    parentId: shop.warehouseId,
    kind: "bin",
    code: "EMPTY",
  });
  await expect(ship(1, orderLineId, emptyShelf)).rejects.toMatchObject({ code: "inventory.insufficient-in-bin" });
  expect(await database.db.$count(shipments)).toBe(0);
  expect(await getOrder(ctx, { orderId })).toMatchObject({ status: "confirmed", lines: [{ shipped: 0, reserved: 4 }] });
});

test("of ten who ship the same order at once, one does", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10 });
  const { orderId } = await confirmed(ctx, shop, 4);

  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => shipOrder(ctx, { orderId })));

  const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(refused).toHaveLength(9);
  for (const reason of refused) expect(reason).toMatchObject({ code: "orders.not-shippable" });
  expect(await database.db.$count(shipments)).toBe(1);
  expect(await database.db.$count(stockMovements)).toBe(2);
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});

test("an order on hold is not shipped, keeps its stock reserved, and ships after it is resumed", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10 });
  const { orderId } = await confirmed(ctx, shop, 4);

  await holdOrder(ctx, { orderId, reason: "Payment is missing" });
  expect(await getOrder(ctx, { orderId })).toMatchObject({
    status: "on_hold",
    holdReason: "Payment is missing",
    lines: [{ reserved: 4 }],
  });
  await expect(shipOrder(ctx, { orderId })).rejects.toMatchObject({ code: "orders.not-shippable" });
  await expect(holdOrder(ctx, { orderId, reason: "Again" })).rejects.toMatchObject({ code: "orders.wrong-status" });

  await resumeOrder(ctx, { orderId });
  expect(await getOrder(ctx, { orderId })).toMatchObject({ status: "confirmed", holdReason: null });
  await expect(resumeOrder(ctx, { orderId })).rejects.toMatchObject({ code: "orders.wrong-status" });
  await shipOrder(ctx, { orderId });
});

test("cancelling after a part has left releases the rest and keeps what was sent", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10 });
  const { orderId } = await confirmed(ctx, shop, 8);
  const { id: orderLineId } = await onlyLine(ctx, orderId);
  await shipOrder(ctx, { orderId, lines: [{ orderLineId, quantity: 3, locationId: shop.binId, lotId: null }] });

  await cancelOrder(ctx, { orderId, reason: "The customer changed her mind" });

  expect(await getOrder(ctx, { orderId })).toMatchObject({
    status: "cancelled",
    lines: [{ shipped: 3, cancelled: 5, open: 0, reserved: 0 }],
  });
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  await expect(confirmed(ctx, shop, 7)).resolves.toBeTruthy();
  await expect(cancelOrder(ctx, { orderId })).rejects.toMatchObject({ code: "orders.wrong-status" });
});

test("completing gives up the rest, but only of an order of which something was shipped", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10 });
  const { orderId } = await confirmed(ctx, shop, 8);
  const { id: orderLineId } = await onlyLine(ctx, orderId);

  await expect(completeOrder(ctx, { orderId })).rejects.toMatchObject({ code: "orders.nothing-shipped" });
  await shipOrder(ctx, { orderId, lines: [{ orderLineId, quantity: 3, locationId: shop.binId, lotId: null }] });
  await completeOrder(ctx, { orderId });

  expect(await getOrder(ctx, { orderId })).toMatchObject({
    status: "completed",
    lines: [{ shipped: 3, cancelled: 5, reserved: 0 }],
  });
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});

test("cancelling a draft reserves and releases nothing", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 1 });
  const { orderId } = await placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    lines: [{ variantId: shop.variant.TEA, quantity: 5 }],
  });
  await cancelOrder(ctx, { orderId });
  expect(await getOrder(ctx, { orderId })).toMatchObject({ status: "cancelled", lines: [{ cancelled: 5 }] });
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});
