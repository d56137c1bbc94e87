import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { archiveLocation } from "@/modules/inventory/locations/archive-location";
import { listBalances } from "@/modules/inventory/queries";
import { stockMovements } from "@/modules/inventory/schema";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { newId } from "@/shared/id";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { createLocation, moveStock, receiveStock } from "@/testing/stock";
import { cancelOrder } from "./cancel-order";
import { completeOrder } from "./complete-order";
import { getCustomerTotals } from "./customer-list";
import { holdOrder } from "./hold-order";
import { placeOrder } from "./place-order";
import { getOrder } from "./queries";
import { listTopSellers } from "./sales";
import { shipments } from "./schema";
import { shipOrder } from "./ship-order";
import { voidShipment } from "./void-shipment";

const database = testDatabase();

const confirmed = (ctx: Context, shop: Shop<"TEA">, quantity: number) =>
  placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    confirm: true,
    lines: [{ variantId: shop.variant.TEA, quantity }],
  });

async function shipSome(ctx: Context, shop: Shop<"TEA">, orderId: string, quantity: number) {
  const [line] = (await getOrder(ctx, { orderId })).lines;
  return shipOrder(ctx, {
    orderId,
    lines: [{ orderLineId: line?.id ?? "", quantity, locationId: shop.binId, lotId: null }],
  });
}

const inBins = async (ctx: Context, shop: Shop<"TEA">) =>
  (await listBalances(ctx, { variantId: shop.variant.TEA })).map(({ locationCode, lotCode, onHand }) =>
    [locationCode, lotCode, onHand].filter((part) => part !== null).join(" "),
  );

test("voiding puts each item back into its bin and lot, reserves it again and opens the order", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 0 });
  const { locationId: shelf } = await createLocation(ctx, { parentId: shop.warehouseId, kind: "bin", code: "A-01" });
  const into = (locationId: string, quantity: number, code: string) => ({
    variantId: shop.variant.TEA,
    locationId,
    quantity,
    lot: { code, expiresOn: "2090-01-01" },
  });
  await receiveStock(ctx, { lines: [into(shop.binId, 4, "L1"), into(shelf, 3, "L2")] });
  const before = await inBins(ctx, shop);
  const { orderId } = await confirmed(ctx, shop, 6);
  const { shipmentId } = await shipOrder(ctx, { orderId, tracking: "JD1" });

  await voidShipment(ctx, { shipmentId, reason: "Wrong box" });

  expect(await inBins(ctx, shop)).toEqual(before);
  expect(await getOrder(ctx, { orderId })).toMatchObject({
    status: "confirmed",
    completedAt: null,
    fulfilment: "none",
    lines: [{ shipped: 0, open: 6, reserved: 6 }],
    shipments: [{ sequence: 1, tracking: "JD1", voidReason: "Wrong box", voidableUntil: null, lines: [{}, {}] }],
  });
  expect(await getCustomerTotals(ctx, { customerId: shop.customerId })).toMatchObject({ billedNet: 6000 });
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });

  await shipOrder(ctx, { orderId });
  expect(await getOrder(ctx, { orderId })).toMatchObject({
    status: "completed",
    shipments: [{ sequence: 1 }, { sequence: 2, voidedAt: null, voidableUntil: expect.any(Date) }],
  });
  expect(await listTopSellers(ctx, { days: 1, limit: 5 })).toMatchObject([{ quantity: 6 }]);
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});

test("one of several shipments is voided for itself, on hold too, and after the order was completed", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 20 });
  const { orderId } = await confirmed(ctx, shop, 10);
  const first = await shipSome(ctx, shop, orderId, 4);
  const second = await shipSome(ctx, shop, orderId, 3);

  await holdOrder(ctx, { orderId, reason: "Address" });
  await voidShipment(ctx, { shipmentId: first.shipmentId });
  expect(await getOrder(ctx, { orderId })).toMatchObject({
    status: "on_hold",
    lines: [{ shipped: 3, open: 7, reserved: 7 }],
  });

  const { orderId: other } = await confirmed(ctx, shop, 5);
  const part = await shipSome(ctx, shop, other, 2);
  await completeOrder(ctx, { orderId: other });
  await voidShipment(ctx, { shipmentId: part.shipmentId });
  expect(await getOrder(ctx, { orderId: other })).toMatchObject({
    status: "confirmed",
    lines: [{ shipped: 0, cancelled: 3, open: 2, reserved: 2 }],
  });
  expect(second.shipmentId).not.toBe(first.shipmentId);
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});

test("of a cancelled order nothing is to ship, so a voided shipment's items are cancelled and available", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10 });
  const { orderId } = await confirmed(ctx, shop, 10);
  const { shipmentId } = await shipSome(ctx, shop, orderId, 4);
  await cancelOrder(ctx, { orderId });

  await voidShipment(ctx, { shipmentId });

  expect(await getOrder(ctx, { orderId })).toMatchObject({
    status: "cancelled",
    fulfilment: "none",
    amounts: { billed: { total: 0 }, cancelled: { total: 10_000 } },
    lines: [{ shipped: 0, cancelled: 10, open: 0, reserved: 0 }],
  });
  expect(await confirmed(ctx, shop, 10)).toMatchObject({ number: { value: 1002 } });
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});

test("what left, was voided before, belongs elsewhere or is unknown is refused and nothing is changed", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10 });
  const { orderId } = await confirmed(ctx, shop, 3);
  const { shipmentId } = await shipOrder(ctx, { orderId });
  const stranger = await testContext(database.db, { role: "staff", warehouses: [] });
  const unknown = newId();
  for (const [by, id] of [
    [stranger, shipmentId],
    [ctx, unknown],
  ] as const)
    await expect(voidShipment(by, { shipmentId: id })).rejects.toMatchObject({
      code: "orders.shipment-not-found",
      details: expect.toSatisfy((details) => JSON.stringify(details) === JSON.stringify({ shipmentId: id })),
    });

  const twoDaysAgo = new Date(ctx.now.getTime() - 2 * 86_400_000);
  await database.db.update(shipments).set({ shippedAt: twoDaysAgo }).where(eq(shipments.id, shipmentId));
  await expect(voidShipment(ctx, { shipmentId })).rejects.toMatchObject({ code: "orders.shipment-has-left" });
  expect((await getOrder(ctx, { orderId })).shipments).toMatchObject([{ voidableUntil: null }]);

  await database.db.update(shipments).set({ shippedAt: ctx.now }).where(eq(shipments.id, shipmentId));
  await voidShipment(ctx, { shipmentId });
  const movements = await database.db.$count(stockMovements);
  await expect(voidShipment(ctx, { shipmentId })).rejects.toMatchObject({ code: "orders.shipment-already-voided" });
  expect(await database.db.$count(stockMovements)).toBe(movements);
});

test("items whose bin was archived cannot go back, and the refusal names the bin", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 3 });
  const { locationId: shelf } = await createLocation(ctx, { parentId: shop.warehouseId, kind: "bin", code: "A-01" });
  await moveStock(ctx, {
    lines: [{ variantId: shop.variant.TEA, fromLocationId: shop.binId, toLocationId: shelf, quantity: 3 }],
  });
  const { orderId } = await confirmed(ctx, shop, 3);
  const { shipmentId } = await shipOrder(ctx, { orderId });
  await archiveLocation(ctx, { locationId: shelf });

  await expect(voidShipment(ctx, { shipmentId })).rejects.toMatchObject({
    code: "orders.bins-archived",
    details: { bins: [{ locationId: shelf, code: "A-01" }] },
  });
  expect(await getOrder(ctx, { orderId })).toMatchObject({ status: "completed", lines: [{ shipped: 3 }] });
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});

test("of several who void one shipment at once one does, and shipping again at the same time stays sound", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 8 });
  const { orderId } = await confirmed(ctx, shop, 8);
  const { shipmentId } = await shipOrder(ctx, { orderId });

  const outcomes = await Promise.allSettled([
    ...Array.from({ length: 6 }, () => voidShipment(ctx, { shipmentId })),
    ...Array.from({ length: 3 }, () => shipOrder(ctx, { orderId })),
  ]);

  expect(outcomes.slice(0, 6).filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(new Set(refused.map(({ code }) => code).filter((code) => code !== "orders.shipment-already-voided"))).toEqual(
    new Set(refused.some(({ code }) => code === "orders.not-shippable") ? ["orders.not-shippable"] : []),
  );
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});
