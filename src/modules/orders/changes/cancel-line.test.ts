import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { variants } from "@/modules/catalog/schema";
import { listHistory } from "@/modules/history/queries";
import { listAvailability } from "@/modules/inventory/queries";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { holdOrder } from "@/modules/orders/hold-order";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shipOrder } from "@/modules/orders/ship-order";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { cancelLine } from "./cancel-line";
import { changeOrder } from "./change-order";
import { restoreLine } from "./restore-line";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA" | "MUG">;
let orderId: string;
let tea: string;

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 10, MUG: 10 });
  const lines = [
    { variantId: shop.variant.TEA, quantity: 6 },
    { variantId: shop.variant.MUG, quantity: 2 },
  ];
  ({ orderId } = await placeOrder(ctx, { ...head(), confirm: true, lines }));
  tea = (await getOrder(ctx, { orderId })).lines[0]?.id ?? "";
});

const head = () => ({ customerId: shop.customerId, warehouseId: shop.warehouseId });
const ofTea = (quantity: number) => ({ orderId, orderLineId: tea, quantity });
const shipTea = (quantity: number) =>
  shipOrder(ctx, { orderId, lines: [{ orderLineId: tea, quantity, locationId: shop.binId, lotId: null }] });

async function availableTea() {
  const [row] = await listAvailability(ctx, { warehouseId: shop.warehouseId, variantIds: [shop.variant.TEA] });
  return row?.available;
}

const expectSoundBooks = async () => expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });

test("a part of a line is cancelled, and restored: items and money follow", async () => {
  await cancelLine(ctx, ofTea(4));
  expect(await getOrder(ctx, { orderId })).toMatchObject({
    version: 2,
    amounts: { billed: { net: 4_000 }, cancelled: { net: 4_000 } },
    lines: [{ quantity: 6, cancelled: 4, open: 2, reserved: 2 }, { open: 2 }],
  });
  expect(await availableTea()).toBe(8);
  await restoreLine(ctx, ofTea(1));
  expect((await getOrder(ctx, { orderId })).lines[0]).toMatchObject({ cancelled: 3, open: 3, reserved: 3 });
  expect(await availableTea()).toBe(7);
  await expectSoundBooks();
});

test("more than is open is not cancelled, and more than was cancelled not restored", async () => {
  await shipTea(2);
  await expect(cancelLine(ctx, ofTea(5))).rejects.toMatchObject({
    code: "orders.cancels-too-much",
    details: { sku: "TEA", asked: 5, open: 4 },
  });
  await cancelLine(ctx, ofTea(4));
  await expect(restoreLine(ctx, ofTea(5))).rejects.toMatchObject({
    code: "orders.restores-too-much",
    details: { cancelled: 4 },
  });
  await expectSoundBooks();
});

test("what somebody else has reserved meanwhile is not restored", async () => {
  await cancelLine(ctx, ofTea(4));
  await placeOrder(ctx, { ...head(), confirm: true, lines: [{ variantId: shop.variant.TEA, quantity: 7 }] });
  await expect(restoreLine(ctx, ofTea(4))).rejects.toMatchObject({
    details: { shortages: [{ sku: "TEA", requested: 6, available: 3 }] },
  });
  await restoreLine(ctx, ofTea(1));
  await expectSoundBooks();
});

test("the last open items complete an order that has shipped, and restoring them opens it again", async () => {
  await shipTea(2);
  await holdOrder(ctx, { orderId, reason: "Waiting" });
  const mug = (await getOrder(ctx, { orderId })).lines[1]?.id ?? "";
  await cancelLine(ctx, { orderId, orderLineId: mug, quantity: 2 });
  await cancelLine(ctx, ofTea(4));
  expect(await getOrder(ctx, { orderId })).toMatchObject({ status: "completed", holdReason: null });
  await expectSoundBooks();
  await restoreLine(ctx, ofTea(4));
  expect(await getOrder(ctx, { orderId })).toMatchObject({ status: "confirmed", completedAt: null });
  await expectSoundBooks();
});

test("of an order of which nothing has shipped something must be left", async () => {
  const mug = (await getOrder(ctx, { orderId })).lines[1]?.id ?? "";
  await cancelLine(ctx, { orderId, orderLineId: mug, quantity: 2 });
  await expect(cancelLine(ctx, ofTea(6))).rejects.toMatchObject({ code: "orders.nothing-left-to-ship" });
  await cancelLine(ctx, ofTea(5));
  await expectSoundBooks();
});

test("a product that was archived since is cancelled, and not restored", async () => {
  await cancelLine(ctx, ofTea(4));
  await database.db.update(variants).set({ archivedAt: ctx.now }).where(eq(variants.id, shop.variant.TEA));
  await expect(restoreLine(ctx, ofTea(1))).rejects.toMatchObject({ code: "orders.variants-not-for-sale" });
  await cancelLine(ctx, ofTea(1));
  await expectSoundBooks();
});

test("a refusal names the line by its place in the order", async () => {
  const mug = (await getOrder(ctx, { orderId })).lines[1]?.id ?? "";
  await cancelLine(ctx, { orderId, orderLineId: mug, quantity: 1 });
  await database.db.update(variants).set({ archivedAt: ctx.now }).where(eq(variants.id, shop.variant.MUG));
  await expect(restoreLine(ctx, { orderId, orderLineId: mug, quantity: 1 })).rejects.toMatchObject({
    details: { variants: [{ sku: "MUG", position: 2 }] },
  });
});

test("drafts and cancelled orders have no lines to cancel or to restore", async () => {
  const draft = await placeOrder(ctx, { ...head(), lines: [{ variantId: shop.variant.TEA, quantity: 1 }] });
  const line = (await getOrder(ctx, { orderId: draft.orderId })).lines[0]?.id ?? "";
  const part = { orderId: draft.orderId, orderLineId: line, quantity: 1 };
  await expect(cancelLine(ctx, part)).rejects.toMatchObject({ code: "orders.wrong-status" });
  await cancelOrder(ctx, { orderId });
  await expect(restoreLine(ctx, ofTea(1))).rejects.toMatchObject({ code: "orders.wrong-status" });
  await expect(cancelLine(ctx, { ...ofTea(1), orderLineId: line })).rejects.toMatchObject({
    details: { from: "cancelled" },
  });
});

test("what is cancelled of a line stays when the order is edited, and a removed line is cancelled whole", async () => {
  await cancelLine(ctx, ofTea(4));
  const lines = [{ orderLineId: tea, variantId: shop.variant.TEA, quantity: 3 }];
  const { version } = await changeOrder(ctx, { ...head(), orderId, version: 2, lines });
  expect((await getOrder(ctx, { orderId })).lines).toMatchObject([{ quantity: 7, cancelled: 4, reserved: 3 }]);
  await changeOrder(ctx, { ...head(), orderId, version, lines: [{ variantId: shop.variant.MUG, quantity: 1 }] });
  expect((await getOrder(ctx, { orderId })).lines).toMatchObject([
    { sku: "TEA", quantity: 7, cancelled: 7, open: 0 },
    { sku: "MUG", quantity: 1 },
  ]);
  await expectSoundBooks();
});

test("the history says which items, how many, and what it makes of the money", async () => {
  await cancelLine(ctx, ofTea(4));
  const { rows } = await listHistory(ctx, { entityId: orderId, limit: 1 });
  expect(rows).toMatchObject([{ before: { cancelled: 0 }, after: { cancelled: 4, sku: "TEA", difference: -4_000 } }]);
});

test("of two who cancel the same items at once one does", async () => {
  const outcomes = await Promise.allSettled([cancelLine(ctx, ofTea(4)), cancelLine(ctx, ofTea(4))]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await expectSoundBooks();
});
