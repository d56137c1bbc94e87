import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { variants } from "@/modules/catalog/schema";
import { listHistory } from "@/modules/history/queries";
import { AdjustReserved } from "@/modules/inventory/contract";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { listAvailability } from "@/modules/inventory/queries";
import { adjustReserved } from "@/modules/orders/adjust-reserved";
import { cancelLine } from "@/modules/orders/changes/cancel-line";
import { changeOrder } from "@/modules/orders/changes/change-order";
import { PlaceOrder, SplitOrder } from "@/modules/orders/contract";
import { holdOrder } from "@/modules/orders/hold-order";
import { keepSales } from "@/modules/orders/keep-sales";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { listSalesPerDay } from "@/modules/orders/sales";
import { shipOrder } from "@/modules/orders/ship-order";
import { listBrokenOrders } from "@/modules/orders/shortages";
import { addTag } from "@/modules/orders/tag-order";
import { voidShipment } from "@/modules/orders/void-shipment";
import type { Context } from "@/platform/context";
import { sweepAll } from "@/platform/database/retention";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { receiveStock } from "@/testing/stock";
import { splitOrder } from "./split-order";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA" | "MUG">;

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 10, MUG: 10 });
});

type Wish = { sku: "TEA" | "MUG"; quantity: number } & Partial<
  Record<"unitPrice" | "discountRate" | "discountAmount" | "taxRate", number>
>;
const place = (wishes: readonly Wish[], at = ctx, over: object = {}) =>
  placeOrder(
    at,
    PlaceOrder.parse({
      customerId: shop.customerId,
      warehouseId: shop.warehouseId,
      note: "Two parcels",
      customerReference: "PO-1",
      confirm: true,
      lines: wishes.map(({ sku, ...wish }) => ({ variantId: shop.variant[sku], ...wish })),
      ...over,
    }),
  );

/** Moves so much of each line, by its place in the order. */
async function split(orderId: string, quantities: readonly number[], over: object = {}) {
  const { version, lines } = await getOrder(ctx, { orderId });
  const moved = lines.flatMap(({ id: orderLineId }, index) => {
    const quantity = quantities[index] ?? 0;
    return quantity > 0 ? [{ orderLineId, quantity }] : [];
  });
  return splitOrder(ctx, SplitOrder.parse({ orderId, version, lines: moved, ...over }));
}

async function available(warehouseId = shop.warehouseId) {
  const variantIds = [shop.variant.TEA, shop.variant.MUG];
  const rows = await listAvailability(ctx, { warehouseId, variantIds });
  return variantIds.map((id) => rows.find(({ variantId }) => variantId === id)?.available ?? 0);
}

const latest = async (entityId: string) => (await listHistory(ctx, { entityId, limit: 1 })).rows[0];
const expectSoundBooks = async () => expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
const OPEN = [
  { sku: "TEA", quantity: 6, unitPrice: 333, discountRate: 125_000, taxRate: 190_000 },
  { sku: "MUG", quantity: 2 },
] as const;

describe("an order is split:", () => {
  test("the chosen items are in a second order with what is reserved, and no item is reserved twice", async () => {
    const { orderId } = await place(OPEN);
    await addTag(ctx, { orderId, tag: "gift" });
    const before = await getOrder(ctx, { orderId });
    const part = await split(orderId, [4]);
    const [old, made] = await Promise.all([getOrder(ctx, { orderId }), getOrder(ctx, part)]);
    expect(old).toMatchObject({
      status: "confirmed",
      version: 2,
      lines: [
        { quantity: 2, reserved: 2 },
        { quantity: 2, reserved: 2 },
      ],
      links: [{ id: part.orderId, kind: "split", isOrigin: false }],
    });
    expect(made).toMatchObject({
      number: old.number + 1,
      status: "confirmed",
      note: "Two parcels",
      customerReference: "PO-1",
      tags: ["gift"],
      placedAt: before.placedAt,
      confirmedAt: before.confirmedAt,
      lines: [{ sku: "TEA", quantity: 4, reserved: 4, unitPrice: 333, discountRate: 125_000, taxRate: 190_000 }],
      links: [{ id: orderId, kind: "split", isOrigin: true }],
    });
    expect(await available()).toEqual([4, 8]);
    expect((await latest(orderId))?.after).toMatchObject({ split: true, items: [{ sku: "TEA", quantity: 2 }] });
    expect((await latest(part.orderId))?.after).toMatchObject({ origin: "split", from: `#${old.number}` });
    await shipOrder(ctx, { orderId: part.orderId });
    await shipOrder(ctx, { orderId });
    await expectSoundBooks();
  });

  test("a whole line goes, and one with a past stays cancelled where it was", async () => {
    const { orderId } = await place(OPEN);
    const [tea] = (await getOrder(ctx, { orderId })).lines;
    await cancelLine(ctx, { orderId, orderLineId: tea?.id ?? "", quantity: 1 });
    const part = await split(orderId, [5, 1]);
    expect((await getOrder(ctx, { orderId })).lines).toMatchObject([
      { sku: "TEA", quantity: 6, cancelled: 6, open: 0 },
      { sku: "MUG", quantity: 1 },
    ]);
    const next = await split(orderId, [0, 0], {
      lines: [{ orderLineId: (await getOrder(ctx, part)).lines[0]?.id, quantity: 1 }],
    }).catch((error: unknown) => error);
    expect(next).toMatchObject({ code: "orders.line-not-of-order" });
    await expectSoundBooks();
  });

  test("what had shipped stays, and the order it shipped from is complete when the rest is gone", async () => {
    const { orderId } = await place(OPEN);
    const [tea] = (await getOrder(ctx, { orderId })).lines;
    const pick = { orderLineId: tea?.id ?? "", quantity: 1, locationId: shop.binId, lotId: null };
    const { shipmentId } = await shipOrder(ctx, { orderId, lines: [pick] });
    const part = await split(orderId, [5, 2]);
    expect(await getOrder(ctx, { orderId })).toMatchObject({ status: "completed", fulfilment: "full", version: 3 });
    expect(await getOrder(ctx, part)).toMatchObject({ status: "confirmed", fulfilment: "none" });
    await voidShipment(ctx, { shipmentId });
    expect((await getOrder(ctx, { orderId })).lines).toMatchObject([{ quantity: 1, open: 1, reserved: 1 }]);
    await expectSoundBooks();
  });

  test("what is short goes first, and waits in the second order as it did in the first", async () => {
    const { orderId } = await place([{ sku: "TEA", quantity: 8 }]);
    const loss = { variantId: shop.variant.TEA, locationId: shop.binId, lotId: null, change: -5 };
    const accepted = (await listBrokenOrders(ctx, loss)).map(({ lineId, quantity }) => ({ lineId, quantity }));
    await adjustReserved(ctx, AdjustReserved.parse({ ...loss, reason: "lost", accepted }));
    const part = await split(orderId, [4]);
    expect((await getOrder(ctx, { orderId })).lines).toMatchObject([{ quantity: 4, reserved: 4, short: 0 }]);
    expect((await getOrder(ctx, part)).lines).toMatchObject([{ quantity: 4, reserved: 1, short: 3 }]);
    await expectSoundBooks();
  });

  test("who was promised the items first goes on being the first with what is split off", async () => {
    const first = await place([{ sku: "TEA", quantity: 6 }]);
    ctx = { ...ctx, now: new Date(ctx.now.getTime() + 1_000) };
    const second = await place([{ sku: "TEA", quantity: 4 }]);
    ctx = { ...ctx, now: new Date(ctx.now.getTime() + 1_000) };
    const part = await split(first.orderId, [3]);
    const loss = { variantId: shop.variant.TEA, locationId: shop.binId, lotId: null, change: -4 };
    const accepted = (await listBrokenOrders(ctx, loss)).map(({ lineId, quantity }) => ({ lineId, quantity }));
    await adjustReserved(ctx, AdjustReserved.parse({ ...loss, reason: "lost", accepted }));
    expect((await getOrder(ctx, second)).lines).toMatchObject([{ reserved: 0, short: 4 }]);
    expect((await getOrder(ctx, part)).lines).toMatchObject([{ reserved: 3, short: 0 }]);
    await expectSoundBooks();
  });

  test("one on hold is on hold twice, with its reason", async () => {
    const { orderId } = await place(OPEN);
    await holdOrder(ctx, { orderId, reason: "Waiting" });
    const part = await split(orderId, [1]);
    expect(await getOrder(ctx, part)).toMatchObject({ status: "on_hold", holdReason: "Waiting" });
    await expectSoundBooks();
  });

  test("no day of sales becomes another", async () => {
    const old = { ...ctx, now: new Date(ctx.now.getTime() - 4 * 24 * 3_600_000) };
    const { orderId } = await place(OPEN, old);
    await sweepAll(database.db, [keepSales]);
    const soldBefore = await listSalesPerDay(ctx, { days: 7 });
    await split(orderId, [3]);
    await expectSoundBooks();
    await sweepAll(database.db, [keepSales]);
    expect((await listSalesPerDay(ctx, { days: 7 })).map(({ day, net }) => [day, net])).toEqual(
      soldBefore.map(({ day, net }) => [day, net]),
    );
    await expectSoundBooks();
  });
});

describe("another warehouse", () => {
  test("takes over what it has, or each shortage is named and nothing moves", async () => {
    const { warehouseId, binId } = await createWarehouse(ctx, { code: "LYON", name: "Lyon" });
    await receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId: binId, quantity: 4 }] });
    const { orderId } = await place(OPEN);
    await expect(split(orderId, [4, 1], { warehouseId })).rejects.toMatchObject({
      details: { shortages: [{ sku: "MUG", requested: 1, available: 0 }] },
    });
    expect(await getOrder(ctx, { orderId })).toMatchObject({ version: 1, links: [] });
    const part = await split(orderId, [4], { warehouseId });
    expect(await getOrder(ctx, part)).toMatchObject({ warehouseId, lines: [{ quantity: 4, reserved: 4 }] });
    expect([await available(), await available(warehouseId)]).toEqual([
      [8, 8],
      [0, 0],
    ]);
    await shipOrder(ctx, part);
    await expectSoundBooks();
  });

  test("is for people who may work in both", async () => {
    const { warehouseId } = await createWarehouse(ctx, { code: "LYON", name: "Lyon" });
    const { orderId } = await place(OPEN);
    const { lines } = await getOrder(ctx, { orderId });
    const here = await testContext(database.db, { role: "staff", warehouses: [shop.warehouseId] });
    const asked = { orderId, version: 1, warehouseId, lines: [{ orderLineId: lines[0]?.id ?? "", quantity: 1 }] };
    await expect(splitOrder(here, asked)).rejects.toMatchObject({ code: "users.warehouse-not-granted" });
  });

  test("takes no product that was archived meanwhile, which the same one goes on with", async () => {
    const { warehouseId, binId } = await createWarehouse(ctx, { code: "LYON", name: "Lyon" });
    await receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId: binId, quantity: 5 }] });
    const { orderId } = await place(OPEN);
    await database.db.update(variants).set({ archivedAt: ctx.now });
    await expect(split(orderId, [1], { warehouseId })).rejects.toMatchObject({ code: "orders.variants-not-for-sale" });
    await split(orderId, [1]);
  });

  test("is not told of to who works in the first alone", async () => {
    const lyon = await createWarehouse(ctx, { code: "LYON", name: "Lyon" });
    await receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId: lyon.binId, quantity: 1 }] });
    const { orderId } = await place(OPEN);
    await split(orderId, [1], { warehouseId: lyon.warehouseId });
    expect((await getOrder(ctx, { orderId })).links).toHaveLength(1);
    const here = await testContext(database.db, { role: "staff", warehouses: [shop.warehouseId] });
    expect((await getOrder(here, { orderId })).links).toEqual([]);
  });
});

describe("refused is", () => {
  test("more than is open, everything, a draft, and what somebody else changed meanwhile", async () => {
    const { orderId } = await place(OPEN);
    await expect(split(orderId, [7])).rejects.toMatchObject({
      code: "orders.splits-too-much",
      details: { lines: [{ sku: "TEA", asked: 7, open: 6 }] },
    });
    await expect(split(orderId, [6, 2])).rejects.toMatchObject({ code: "orders.splits-all" });
    await expect(split(orderId, [1], { version: 9 })).rejects.toMatchObject({ code: "orders.changed-meanwhile" });
    const draft = await placeOrder(ctx, {
      customerId: shop.customerId,
      warehouseId: shop.warehouseId,
      lines: [{ variantId: shop.variant.TEA, quantity: 2 }],
    });
    await expect(split(draft.orderId, [1])).rejects.toMatchObject({ code: "orders.wrong-status" });
    await expectSoundBooks();
  });
});

test("of two who split at once one does", async () => {
  const { orderId } = await place(OPEN);
  const outcomes = await Promise.allSettled([split(orderId, [4]), split(orderId, [4])]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await available()).toEqual([4, 8]);
  await expectSoundBooks();
});

test("whatever is split, and split again, comes to what the order was, to the cent", { timeout: 60_000 }, async () => {
  await receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId: shop.binId, quantity: 100_000 }] });
  const [rate, part] = [fc.integer({ min: 0, max: 1_000_000 }), fc.double({ min: 0, max: 0.99, noNaN: true })];
  const odd = fc.record({
    line: fc.record({
      quantity: fc.integer({ min: 3, max: 40 }),
      unitPrice: fc.integer({ min: 0, max: 9_999 }),
      taxRate: rate,
    }),
    discountRate: fc.option(rate),
    off: fc.tuple(part, part),
    shares: fc.tuple(part, part),
  });
  await fc.assert(
    fc.asyncProperty(odd, async ({ line, discountRate, off, shares: [first, second] }) => {
      // A rate off the line, or an amount off it and another off the order.
      const discountAmount = Math.floor(off[0] * line.quantity * line.unitPrice);
      const amount = Math.floor(off[1] * (line.quantity * line.unitPrice - discountAmount));
      const { orderId } = await (discountRate === null
        ? place([{ sku: "TEA", ...line, discountAmount }], ctx, { discount: { amount } })
        : place([{ sku: "TEA", ...line, discountRate }]));
      const before = await getOrder(ctx, { orderId });
      const made = await split(orderId, [1 + Math.floor(first * (line.quantity - 2))]);
      const left = (await getOrder(ctx, made)).lines[0]?.quantity ?? 0;
      const rest = left > 1 ? await split(made.orderId, [1 + Math.floor(second * (left - 1))]) : null;
      const parts = await Promise.all(
        [orderId, made.orderId, ...(rest ? [rest.orderId] : [])].map((id) => getOrder(ctx, { orderId: id })),
      );
      const sum = (of: "net" | "tax") => parts.reduce((total, { amounts }) => total + amounts.billed[of], 0);
      expect([sum("net"), sum("tax")]).toEqual([before.amounts.billed.net, before.amounts.billed.tax]);
      expect(parts.reduce((total, { lines }) => total + (lines[0]?.quantity ?? 0), 0)).toBe(line.quantity);
      expect(Math.min(...parts.map(({ amounts }) => amounts.billed.net))).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 40 },
  );
  await expectSoundBooks();
});

test("a part of a part of a part is no more beside the rule than one of an order", async () => {
  // 0.4 cents are off each of ten: one after the other rounds that to nothing.
  const { orderId } = await place([{ sku: "TEA", quantity: 10, unitPrice: 4, discountRate: 100_000, taxRate: 0 }]);
  let rest = orderId;
  for (let left = 10; left > 1; left -= 1) rest = (await split(rest, [left - 1])).orderId;
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
});

test("a part that is edited later goes by the rule again", async () => {
  const { orderId } = await place([{ sku: "TEA", quantity: 3, unitPrice: 333, discountRate: 125_000 }]);
  const part = await split(orderId, [1]);
  const { lines, version } = await getOrder(ctx, part);
  const line = lines[0];
  await changeOrder(ctx, {
    orderId: part.orderId,
    version,
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    lines: [{ orderLineId: line?.id, variantId: shop.variant.TEA, quantity: 2 }],
  });
  expect((await getOrder(ctx, part)).amounts.billed.net).toBe(583);
  await expectSoundBooks();
});
