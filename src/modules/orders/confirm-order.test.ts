import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { insufficientStock } from "@/modules/inventory/refusals";
import { stockReservations } from "@/modules/inventory/schema";
import { auditEntries } from "@/platform/audit/schema";
import type { Context } from "@/platform/context";
import { outbox } from "@/platform/outbox/schema";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop } from "@/testing/shop";
import { receiveStock } from "@/testing/stock";
import { completeOrder } from "./complete-order";
import { confirmOrder } from "./confirm-order";
import { holdOrder } from "./hold-order";
import { placeOrder } from "./place-order";
import { getOrder } from "./queries";
import { resumeOrder } from "./resume-order";
import { orders } from "./schema";
import { shipOrder } from "./ship-order";

const database = testDatabase();

test("confirming reserves stock for every line", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10, MUG: 4 });
  const { orderId } = await placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    lines: [
      { variantId: shop.variant.TEA, quantity: 6 },
      { variantId: shop.variant.MUG, quantity: 4 },
    ],
  });

  await confirmOrder(ctx, { orderId });

  expect(await getOrder(ctx, { orderId })).toMatchObject({
    status: "confirmed",
    lines: [{ reserved: 6 }, { reserved: 4 }],
  });
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});

test("an order that cannot be met names every shortage and leaves no trace", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 5, MUG: 1, POT: 9 });
  const { orderId } = await placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    lines: [
      { variantId: shop.variant.TEA, quantity: 4 },
      { variantId: shop.variant.POT, quantity: 9 },
      { variantId: shop.variant.TEA, quantity: 2 },
      { variantId: shop.variant.MUG, quantity: 3 },
    ],
  });
  const before = await traces();

  const refusal = await confirmOrder(ctx, { orderId }).catch((error: unknown) => error);

  expect(
    insufficientStock.is(refusal) && refusal.details.shortages.toSorted((a, b) => (a.sku < b.sku ? -1 : 1)),
  ).toMatchObject([
    { sku: "MUG", requested: 3, available: 1 },
    { sku: "TEA", requested: 6, available: 5 },
  ]);
  expect(await getOrder(ctx, { orderId })).toMatchObject({ status: "draft", confirmedAt: null });
  expect(await database.db.select().from(stockReservations)).toEqual([]);
  expect(await traces()).toEqual(before);
});

const traces = async () => ({
  audit: await database.db.$count(auditEntries),
  outbox: await database.db.$count(outbox),
});

test("a shortage names the other warehouses that have some, as far as the person has access to them", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 5 });
  const [lyon, nice] = [
    await createWarehouse(ctx, { code: "LYON", name: "Lyon" }),
    await createWarehouse(ctx, { code: "NICE", name: "Nice" }),
  ];
  await createWarehouse(ctx, { code: "BREST", name: "Brest" });
  const variantId = shop.variant.TEA;
  await receiveStock(ctx, { lines: [{ variantId, locationId: nice.binId, quantity: 3 }] });
  await receiveStock(ctx, { lines: [{ variantId, locationId: lyon.binId, quantity: 14 }] });
  const clerk = await testContext(database.db, { role: "staff", warehouses: [shop.warehouseId, nice.warehouseId] });
  const elsewhere = (as: Context) =>
    placeOrder(as, {
      customerId: shop.customerId,
      warehouseId: shop.warehouseId,
      confirm: true,
      lines: [{ variantId, quantity: 6 }],
    }).then(
      () => [],
      (error: unknown) => (insufficientStock.is(error) ? error.details.shortages[0]?.elsewhere : [error]),
    );
  expect(await elsewhere(ctx)).toEqual([
    { warehouseId: lyon.warehouseId, name: "Lyon", available: 14 },
    { warehouseId: nice.warehouseId, name: "Nice", available: 3 },
  ]);
  expect(await elsewhere(clerk)).toEqual([{ warehouseId: nice.warehouseId, name: "Nice", available: 3 }]);
});

test("placing and confirming at once changes nothing when stock is short, and draws no number", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 5 });
  const placing = (quantity: number) =>
    placeOrder(ctx, {
      customerId: shop.customerId,
      warehouseId: shop.warehouseId,
      confirm: true,
      lines: [{ variantId: shop.variant.TEA, quantity }],
    });

  await expect(placing(6)).rejects.toMatchObject({ code: "inventory.insufficient-stock" });
  expect(await database.db.$count(orders)).toBe(0);
  expect(await placing(5)).toMatchObject({ number: { value: 1001 } });
});

test("a confirmed order is not confirmed again, nor one on hold or cancelled", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10 });
  const { orderId } = await placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    confirm: true,
    lines: [{ variantId: shop.variant.TEA, quantity: 5 }],
  });
  for (const status of ["confirmed", "cancelled"] as const) {
    await database.db.update(orders).set({ status }).where(eq(orders.id, orderId));
    await expect(confirmOrder(ctx, { orderId })).rejects.toMatchObject({
      code: "orders.wrong-status",
      details: { from: status },
    });
  }
  await database.db.update(orders).set({ status: "on_hold", holdReason: "Waiting" }).where(eq(orders.id, orderId));
  await expect(confirmOrder(ctx, { orderId })).rejects.toMatchObject({
    code: "orders.wrong-status",
    details: { from: "on_hold" },
  });
});

test.each([
  ["confirm", confirmOrder, "on_hold", "on hold. Only a draft can be confirmed. Resume it to go on with it."],
  ["resume", resumeOrder, "draft", "a draft. Only an order on hold can be resumed. Confirm it to reserve its items."],
  ["complete", completeOrder, "on_hold", "on hold. Only a confirmed order can be completed. Resume it to go on"],
  ["ship", shipOrder, "draft", "a draft. Only a confirmed order can be shipped. Confirm it to reserve its items."],
] as const)("to %s an order at the wrong time is refused with the way on", async (_, act, status, message) => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10 });
  const { customerId, warehouseId, variant } = shop;
  const lines = [{ variantId: variant.TEA, quantity: 5 }];
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines, confirm: status !== "draft" });
  if (status === "on_hold") await holdOrder(ctx, { orderId, reason: "Waiting" });
  await expect(act(ctx, { orderId })).rejects.toThrow(`Order #1001 is ${message}`);
});

test("an order of a warehouse one does not work in is not there", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10 });
  const { orderId } = await placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    lines: [{ variantId: shop.variant.TEA, quantity: 5 }],
  });
  const stranger = await testContext(database.db, { role: "staff", warehouses: [] });

  await expect(confirmOrder(stranger, { orderId })).rejects.toMatchObject({ code: "orders.order-not-found" });
  await expect(getOrder(stranger, { orderId })).rejects.toMatchObject({ code: "orders.order-not-found" });
});
