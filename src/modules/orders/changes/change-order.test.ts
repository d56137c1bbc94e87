import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { variants } from "@/modules/catalog/schema";
import { createCustomer } from "@/modules/customers/create-customer";
import { listHistory } from "@/modules/history/queries";
import { AdjustReserved } from "@/modules/inventory/contract";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { listAvailability } from "@/modules/inventory/queries";
import { adjustReserved } from "@/modules/orders/adjust-reserved";
import { confirmOrder } from "@/modules/orders/confirm-order";
import { ChangeOrder, PlaceOrder } from "@/modules/orders/contract";
import { setDiscountLimit } from "@/modules/orders/discounts/set-discount-limit";
import { holdOrder } from "@/modules/orders/hold-order";
import { keepSales } from "@/modules/orders/keep-sales";
import { listOrders } from "@/modules/orders/order-list";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { listSalesPerDay } from "@/modules/orders/sales";
import { shipOrder } from "@/modules/orders/ship-order";
import { listBrokenOrders } from "@/modules/orders/shortages";
import { voidShipment } from "@/modules/orders/void-shipment";
import type { Context } from "@/platform/context";
import { sweepAll } from "@/platform/database/retention";
import { verifyBooks } from "@/server/verify-books";
import { toRate } from "@/shared/money";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { receiveStock } from "@/testing/stock";
import { changeOrder } from "./change-order";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA" | "MUG">;

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 10, MUG: 10 });
});

type Wish = { sku?: "TEA" | "MUG"; line?: number; quantity: number; unitPrice?: number; discountRate?: number };

const place = (wishes: readonly Wish[], at = ctx) =>
  placeOrder(
    at,
    PlaceOrder.parse({
      customerId: shop.customerId,
      warehouseId: shop.warehouseId,
      confirm: true,
      lines: wishes.map(({ sku = "TEA", line: _, ...wish }) => ({ variantId: shop.variant[sku], ...wish })),
    }),
  );

/** Asks for the lines by their place in the order, and for new ones by their SKU. */
async function change(orderId: string, wishes: readonly Wish[], over: object = {}, as = ctx) {
  const { version, customer, warehouseId, note, lines } = await getOrder(ctx, { orderId });
  const asked = wishes.map(({ line, sku = "TEA", ...wish }) => {
    const standing = line === undefined ? undefined : lines[line];
    return standing
      ? { orderLineId: standing.id, variantId: standing.variantId, ...wish }
      : { variantId: shop.variant[sku], ...wish };
  });
  const input = { orderId, version, customerId: customer.id, warehouseId, note, lines: asked, ...over };
  return changeOrder(as, ChangeOrder.parse(input));
}

async function ship(orderId: string, quantity: number, line = 0) {
  const { lines } = await getOrder(ctx, { orderId });
  const orderLineId = lines[line]?.id ?? "";
  await shipOrder(ctx, { orderId, lines: [{ orderLineId, quantity, locationId: shop.binId, lotId: null }] });
}

async function available(warehouseId = shop.warehouseId) {
  const variantIds = [shop.variant.TEA, shop.variant.MUG];
  const rows = await listAvailability(ctx, { warehouseId, variantIds });
  return variantIds.map((id) => rows.find(({ variantId }) => variantId === id)?.available ?? 0);
}

const expectSoundBooks = async () => expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });

describe("a confirmed order is changed, and its reservations with it:", () => {
  test("lines are raised, lowered, removed and added, with the price and discount that are asked", async () => {
    const { orderId } = await place([{ quantity: 4 }, { sku: "MUG", quantity: 2 }]);
    await change(orderId, [
      { line: 0, quantity: 6, unitPrice: 900 },
      { sku: "MUG", quantity: 5, discountRate: 100_000 },
    ]);
    expect(await getOrder(ctx, { orderId })).toMatchObject({
      status: "confirmed",
      version: 2,
      amounts: { ordered: { net: 5_400 + 4_500 } },
      lines: [
        { sku: "TEA", quantity: 6, reserved: 6, unitPrice: 900 },
        { sku: "MUG", quantity: 5, reserved: 5, discountRate: 100_000 },
      ],
    });
    expect(await available()).toEqual([4, 5]);
    await change(orderId, [{ line: 0, quantity: 1 }]);
    expect(await available()).toEqual([9, 10]);
    await expectSoundBooks();
  });

  test("one on hold stays on hold", async () => {
    const { orderId } = await place([{ quantity: 4 }]);
    await holdOrder(ctx, { orderId, reason: "Waiting" });
    await change(orderId, [{ line: 0, quantity: 5 }], { customerReference: "PO-7" });
    expect(await getOrder(ctx, { orderId })).toMatchObject({
      status: "on_hold",
      holdReason: "Waiting",
      customerReference: "PO-7",
    });
    await change(orderId, [{ line: 0, quantity: 5 }], { note: "Gift" });
    expect(await getOrder(ctx, { orderId })).toMatchObject({ customerReference: "PO-7" });
    expect(await available()).toEqual([5, 10]);
    await expectSoundBooks();
  });

  test("or not at all, and every shortage is named with what the order could have", async () => {
    const other = await place([{ quantity: 5 }, { sku: "MUG", quantity: 9 }]);
    const { orderId } = await place([{ quantity: 3 }]);
    await expect(
      change(orderId, [
        { line: 0, quantity: 6 },
        { sku: "MUG", quantity: 2 },
      ]),
    ).rejects.toMatchObject({
      code: "inventory.insufficient-stock",
      details: {
        shortages: [
          { sku: "TEA", requested: 6, available: 5 },
          { sku: "MUG", requested: 2, available: 1 },
        ],
      },
    });
    expect(await getOrder(ctx, { orderId })).toMatchObject({ version: 1, lines: [{ quantity: 3, reserved: 3 }] });
    await change(other.orderId, [{ line: 0, quantity: 4 }]);
    await change(orderId, [{ line: 0, quantity: 6 }]);
    await expectSoundBooks();
  });

  test("what was lost of it stays lost, and is given up first", async () => {
    const { orderId } = await place([{ quantity: 8 }]);
    const loss = { variantId: shop.variant.TEA, locationId: shop.binId, lotId: null, change: -5 };
    const accepted = (await listBrokenOrders(ctx, loss)).map(({ lineId, quantity }) => ({ lineId, quantity }));
    await adjustReserved(ctx, AdjustReserved.parse({ ...loss, reason: "lost", accepted }));
    await change(orderId, [{ line: 0, quantity: 6 }]);
    expect((await getOrder(ctx, { orderId })).lines).toMatchObject([{ reserved: 5, short: 1 }]);
    await change(orderId, [{ line: 0, quantity: 5 }]);
    expect((await getOrder(ctx, { orderId })).lines).toMatchObject([{ reserved: 5, short: 0 }]);
    await expectSoundBooks();
  });

  test("a product that was archived since may be lowered, and not raised", async () => {
    const { orderId } = await place([{ quantity: 4 }]);
    await database.db.update(variants).set({ archivedAt: ctx.now }).where(eq(variants.id, shop.variant.TEA));
    await expect(change(orderId, [{ line: 0, quantity: 5 }])).rejects.toMatchObject({
      code: "orders.variants-not-for-sale",
    });
    await change(orderId, [{ line: 0, quantity: 3 }]);
    await expectSoundBooks();
  });

  test("a refusal names lines by their place in the order, and new ones after those", async () => {
    const { orderId } = await place([{ quantity: 2 }, { sku: "MUG", quantity: 2 }]);
    await database.db.update(variants).set({ archivedAt: ctx.now }).where(eq(variants.id, shop.variant.MUG));
    const more = [
      { line: 0, quantity: 2 },
      { line: 1, quantity: 3 },
      { sku: "MUG" as const, quantity: 1 },
    ];
    await expect(change(orderId, more)).rejects.toMatchObject({
      details: { variants: [{ position: 2 }, { position: 3 }] },
    });
  });
});

describe("what has shipped is the floor:", () => {
  const OPEN = [{ quantity: 5 }, { sku: "MUG", quantity: 2 }] as const;

  test("a line is not lowered below it, and not taken away", async () => {
    const { orderId } = await place(OPEN);
    await ship(orderId, 3);
    await expect(change(orderId, [{ line: 0, quantity: 2 }])).rejects.toMatchObject({
      code: "orders.below-shipped",
      details: { lines: [{ sku: "TEA", asked: 2, shipped: 3 }] },
    });
    await expect(change(orderId, [{ line: 1, quantity: 2 }])).rejects.toMatchObject({
      code: "orders.below-shipped",
      details: { lines: [{ asked: 0, shipped: 3 }] },
    });
    await change(orderId, [
      { line: 0, quantity: 3 },
      { line: 1, quantity: 2 },
    ]);
    await expectSoundBooks();
  });

  test("its price, discount and tax stay, and so do the customer and the warehouse", async () => {
    const { orderId } = await place(OPEN);
    await ship(orderId, 3);
    for (const wish of [{ unitPrice: 900 }, { discountRate: 1 }, { taxRate: 70_000 }])
      await expect(change(orderId, [{ line: 0, quantity: 5, ...wish }])).rejects.toMatchObject({
        code: "orders.shipped-line-repriced",
        details: { skus: ["TEA"] },
      });
    const { customerId } = await createCustomer(ctx, { name: "Grace" });
    await expect(change(orderId, [{ line: 0, quantity: 5 }], { customerId })).rejects.toMatchObject({
      code: "orders.shipped-order-keeps-head",
    });
    // More of it at another price is a line of its own.
    await change(orderId, [
      { line: 0, quantity: 5 },
      { quantity: 1, unitPrice: 900 },
    ]);
    await expectSoundBooks();
  });

  test("an order of which nothing is left to ship is complete", async () => {
    const { orderId } = await place(OPEN);
    await ship(orderId, 3);
    expect(
      (await listOrders(ctx, { fulfilment: "partial", sort: "number", descending: true, limit: 5 })).rows,
    ).toHaveLength(1);
    await change(orderId, [{ line: 0, quantity: 3 }]);
    expect(await getOrder(ctx, { orderId })).toMatchObject({ status: "completed", fulfilment: "full", version: 3 });
    expect(await available()).toEqual([7, 10]);
    await expectSoundBooks();
  });

  test("a line that is raised after it had shipped whole is open again", async () => {
    const { orderId } = await place(OPEN);
    await ship(orderId, 5);
    await change(orderId, [
      { line: 0, quantity: 7 },
      { line: 1, quantity: 2 },
    ]);
    expect((await getOrder(ctx, { orderId })).lines).toMatchObject([{ open: 2, reserved: 2 }, { open: 2 }]);
    await expectSoundBooks();
  });
});

describe("another warehouse", () => {
  test("takes the reservations over, or names each shortage", async () => {
    const { warehouseId, binId } = await createWarehouse(ctx, { code: "EAST", name: "East" });
    await receiveStock(ctx, { lines: [{ variantId: shop.variant.TEA, locationId: binId, quantity: 4 }] });
    const { orderId } = await place([{ quantity: 4 }, { sku: "MUG", quantity: 2 }]);
    const both = [
      { line: 0, quantity: 4 },
      { line: 1, quantity: 2 },
    ];
    await expect(change(orderId, both, { warehouseId })).rejects.toMatchObject({
      details: { shortages: [{ sku: "MUG", requested: 2, available: 0 }] },
    });
    expect(await available()).toEqual([6, 8]);
    await change(orderId, [{ line: 0, quantity: 4 }], { warehouseId });
    expect([await available(), await available(warehouseId)]).toEqual([
      [10, 10],
      [0, 0],
    ]);
    await shipOrder(ctx, { orderId });
    await expectSoundBooks();
  });

  test("is for people who may work in both", async () => {
    const { warehouseId } = await createWarehouse(ctx, { code: "EAST", name: "East" });
    const { orderId } = await place([{ quantity: 4 }]);
    const here = await testContext(database.db, { role: "staff", warehouses: [shop.warehouseId] });
    const there = await testContext(database.db, { role: "staff", warehouses: [warehouseId] });
    const wish = [{ line: 0, quantity: 4 }];
    await expect(change(orderId, wish, { warehouseId }, here)).rejects.toMatchObject({
      code: "users.warehouse-not-granted",
    });
    await expect(change(orderId, wish, { warehouseId }, there)).rejects.toMatchObject({
      code: "orders.order-not-found",
    });
  });
});

describe("a discount limit", () => {
  test("holds for what a change gives, and not for what was agreed before", async () => {
    await setDiscountLimit(ctx, { role: "staff", rateMax: toRate(100_000), seen: null });
    const clerk = await testContext(database.db, { role: "staff" });
    const { orderId } = await place([{ quantity: 4, discountRate: 500_000 }]);
    const wishes = [
      [{ line: 0, quantity: 5 }],
      [{ line: 0, quantity: 4, discountRate: 510_000 }],
      [{ line: 0, quantity: 4, unitPrice: 900 }],
      [
        { line: 0, quantity: 4 },
        { sku: "MUG" as const, quantity: 1, discountRate: 110_000 },
      ],
    ];
    for (const wish of wishes)
      await expect(change(orderId, wish, {}, clerk)).rejects.toMatchObject({ code: "orders.change-above-limit" });
    await change(
      orderId,
      [
        { line: 0, quantity: 3, discountRate: 400_000 },
        { sku: "MUG", quantity: 1, discountRate: 100_000 },
      ],
      {},
      clerk,
    );
    await change(orderId, [{ line: 0, quantity: 5 }]);
  });
});

test("of five who change an order at once, one does, and the others are told", async () => {
  const { orderId } = await place([{ quantity: 1 }]);
  const outcomes = await Promise.allSettled(
    [2, 3, 4, 5, 6].map((quantity) => change(orderId, [{ line: 0, quantity }], { version: 1 })),
  );
  const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(refused).toHaveLength(4);
  for (const reason of refused) expect(reason).toMatchObject({ code: "orders.changed-meanwhile" });
  await expectSoundBooks();
});

test("a draft is edited otherwise, and what is over not at all", async () => {
  const draft = await placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    lines: [{ variantId: shop.variant.TEA, quantity: 1 }],
  });
  await expect(change(draft.orderId, [{ line: 0, quantity: 2 }])).rejects.toMatchObject({
    code: "orders.not-editable",
  });
  await confirmOrder(ctx, draft);
  await shipOrder(ctx, draft);
  await expect(change(draft.orderId, [{ line: 0, quantity: 2 }])).rejects.toMatchObject({
    code: "orders.not-editable",
  });
});

test("an order that becomes another customer's is told by their ids as well, since names are shared", async () => {
  const { orderId } = await place([{ quantity: 4 }]);
  const { customerId } = await createCustomer(ctx, { name: "Grace" });
  await change(orderId, [{ line: 0, quantity: 4 }], { customerId });
  const [entry] = await database.owner`select before, after from audit_entries where entity_id = ${orderId}
    order by id desc limit 1`;
  expect(entry).toMatchObject({
    before: { customerId: shop.customerId },
    after: { customer: "Grace", customerId },
  });
});

test("the history has each line before and after, and the difference in money", async () => {
  const { orderId } = await place([{ quantity: 4 }, { sku: "MUG", quantity: 2 }]);
  await change(orderId, [
    { line: 0, quantity: 6 },
    { sku: "MUG", quantity: 1, discountRate: 100_000 },
  ]);
  const [entry] = (await listHistory(ctx, { entityId: orderId, limit: 1 })).rows;
  expect(entry?.before?.["items"]).toMatchObject([{ sku: "TEA", quantity: 4 }, { sku: "MUG", quantity: 2 }, null]);
  expect(entry?.after).toMatchObject({
    items: [{ sku: "TEA", quantity: 6 }, null, { sku: "MUG", quantity: 1, discountRate: 100_000 }],
    difference: 900,
  });
});

test("a kept day of sales is added up again, also for a line that costs nothing", async () => {
  const old = { ...ctx, now: new Date(ctx.now.getTime() - 4 * 24 * 3_600_000) };
  const { orderId } = await place([{ quantity: 4 }], old);
  await sweepAll(database.db, [keepSales]);
  await change(orderId, [
    { line: 0, quantity: 4 },
    { sku: "MUG", quantity: 1, unitPrice: 0 },
  ]);
  await expectSoundBooks();
  await sweepAll(database.db, [keepSales]);
  await change(orderId, [{ line: 0, quantity: 2 }]);
  expect((await listSalesPerDay(ctx, { days: 7 })).reduce((sum, { net }) => sum + net, 0)).toBe(2_000);
  await expectSoundBooks();
});

test("a line that was packed, or of which some was cancelled, is cancelled whole when it is removed", async () => {
  const { orderId } = await place([{ quantity: 6 }, { sku: "MUG", quantity: 2 }]);
  await ship(orderId, 3);
  const shipmentId = (await getOrder(ctx, { orderId })).shipments[0]?.id ?? "";
  await voidShipment(ctx, { shipmentId });
  await change(orderId, [{ line: 1, quantity: 2 }]);
  expect(await getOrder(ctx, { orderId })).toMatchObject({
    amounts: { ordered: { net: 8_000 }, billed: { net: 2_000 } },
    lines: [
      { quantity: 6, cancelled: 6, reserved: 0 },
      { quantity: 2, open: 2 },
    ],
  });
  const [entry] = (await listHistory(ctx, { entityId: orderId, limit: 1 })).rows;
  expect(entry?.after).toMatchObject({ items: [null], difference: -6_000 });
  expect(await available()).toEqual([10, 8]);
  await change(orderId, [{ line: 1, quantity: 3 }]);
  expect((await getOrder(ctx, { orderId })).lines).toMatchObject([{ cancelled: 6 }, { quantity: 3, reserved: 3 }]);
  await expectSoundBooks();
});
