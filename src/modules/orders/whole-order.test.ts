import { beforeEach, describe, expect, test } from "vitest";
import { listHistory } from "@/modules/history/queries";
import { shopSettings } from "@/modules/shop/schema";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { toRate } from "@/shared/money";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { cancelOrder } from "./cancel-order";
import { changeOrder } from "./changes/change-order";
import { completeOrder } from "./complete-order";
import { confirmOrder } from "./confirm-order";
import { ChangeOrder, EditOrder, PlaceOrder } from "./contract";
import { setDiscountLimit } from "./discounts/set-discount-limit";
import { editOrder } from "./edit-order";
import { duplicateOrder } from "./origins/duplicate-order";
import { reopenAsDraft } from "./origins/reopen-as-draft";
import { splitOrder } from "./origins/split-order";
import { placeOrder } from "./place-order";
import { getOrder } from "./queries";
import { listSalesPerDay } from "./sales";
import { shipOrder } from "./ship-order";

const database = testDatabase();
let ctx: Context;
let clerk: Context;
let shop: Shop<"TEA" | "MUG">;

beforeEach(async () => {
  ctx = await testContext(database.db);
  clerk = await testContext(database.db, { role: "staff", name: "Cleo Clerk" });
  shop = await aShop(ctx, { TEA: 50, MUG: 50 });
});

type Line = {
  sku?: "TEA" | "MUG";
  quantity?: number;
  unitPrice?: number;
  discountRate?: number;
  discountAmount?: number;
};
const linesOf = (lines: readonly Line[]) =>
  lines.map(({ sku = "TEA", quantity = 1, ...line }) => ({
    variantId: shop.variant[sku],
    quantity,
    unitPrice: 1_000,
    taxRate: 200_000,
    ...line,
  }));
const headOf = () => ({ customerId: shop.customerId, warehouseId: shop.warehouseId });

const place = (lines: readonly Line[], whole: object = {}, { confirm = true, as = ctx } = {}) =>
  placeOrder(as, PlaceOrder.parse({ ...headOf(), ...whole, confirm, lines: linesOf(lines) }));

async function change(orderId: string, lines: readonly Line[], whole: object = {}, as = ctx) {
  const order = await getOrder(ctx, { orderId });
  const asked = linesOf(lines).map((line, index) => ({ ...line, orderLineId: order.lines[index]?.id }));
  const input = { orderId, version: order.version, ...headOf(), ...whole, lines: asked };
  return changeOrder(as, ChangeOrder.parse(JSON.parse(JSON.stringify(input))));
}

async function ship(orderId: string, quantity: number) {
  const { lines } = await getOrder(ctx, { orderId });
  const orderLineId = lines[0]?.id ?? "";
  await shipOrder(ctx, { orderId, lines: [{ orderLineId, quantity, locationId: shop.binId, lotId: null }] });
}

const expectSoundBooks = async () => expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
const TWO: Line[] = [{}, { sku: "MUG", quantity: 2 }];
const SHIPPING = { shipping: { price: 500 } };

describe("an order with a discount on all of it and a charge for shipping", () => {
  test("comes to its lines less their shares, and shipping with tax as the goods", async () => {
    const { orderId } = await place(TWO, { ...SHIPPING, discount: { amount: 1_000 } });
    const order = await getOrder(ctx, { orderId });
    expect(order.lines.map(({ orderDiscount, amounts }) => [orderDiscount, amounts.billed.net])).toEqual([
      [333, 667],
      [667, 1_333],
    ]);
    expect(order).toMatchObject({
      discountAmount: 1_000,
      shipping: { price: 500, taxRate: 200_000, net: 500, tax: 100 },
      amounts: { billed: { net: 2_500, tax: 500, total: 3_000 } },
      payment: { open: 3_000 },
    });
    await expectSoundBooks();
  });

  test("gives its lines back as they were when it is edited as a draft, and keeps what is not named", async () => {
    const { orderId } = await place(TWO, { ...SHIPPING, discount: { rate: 100_000 } }, { confirm: false });
    const input = { orderId, version: 1, ...headOf(), lines: linesOf([{ quantity: 4 }]) };
    await editOrder(ctx, EditOrder.parse(input));
    expect(await getOrder(ctx, { orderId })).toMatchObject({
      discountRate: 100_000,
      discountAmount: 400,
      shipping: { net: 500 },
      amounts: { billed: { net: 4_100 } },
    });
    await editOrder(ctx, EditOrder.parse({ ...input, version: 2, discount: null, shipping: null }));
    expect(await getOrder(ctx, { orderId })).toMatchObject({
      discountAmount: 0,
      shipping: null,
      amounts: { billed: { net: 4_000 } },
    });
    await confirmOrder(ctx, { orderId });
    await expectSoundBooks();
  });

  test("bills its part of the discount for what shipped, and shipping once anything has", async () => {
    const { orderId } = await place([{ quantity: 3 }], { ...SHIPPING, discount: { amount: 100 } });
    await ship(orderId, 2);
    await completeOrder(ctx, { orderId });
    const { amounts } = await getOrder(ctx, { orderId });
    expect(amounts.billed).toEqual({ net: 1_933 + 500, tax: 387 + 100, total: 2_920 });
    expect(amounts.shipped).toEqual(amounts.billed);
    // Charges for shipping are no sales of goods.
    expect(await listSalesPerDay(ctx, { days: 1 })).toMatchObject([{ net: 1_933 }]);
    await expectSoundBooks();
  });

  test("bills nothing once it is cancelled whole, its shipping included, also where its goods are free", async () => {
    const priced = await place(TWO, { ...SHIPPING, discount: { amount: 1_000 } });
    const free = await place([{ discountRate: 1_000_000 }], SHIPPING);
    for (const { orderId } of [priced, free]) {
      await cancelOrder(ctx, { orderId });
      const { amounts, shipping } = await getOrder(ctx, { orderId });
      expect(amounts.billed).toEqual({ net: 0, tax: 0, total: 0 });
      expect(shipping).toMatchObject({ isCancelled: true });
    }
    await expectSoundBooks();
  });
});

describe("money off a line", () => {
  test("is off once, whatever its quantity, and is not mixed with a rate", async () => {
    const { orderId } = await place([{ quantity: 3, discountAmount: 250 }]);
    const { lines } = await getOrder(ctx, { orderId });
    expect(lines[0]).toMatchObject({ discountAmount: 250, amounts: { billed: { net: 2_750, tax: 550 } } });
    expect(
      PlaceOrder.safeParse({ ...headOf(), lines: linesOf([{ discountRate: 1, discountAmount: 1 }]) }).success,
    ).toBe(false);
    await expectSoundBooks();
  });

  test("is refused where it is more than the line or the whole order comes to, with nothing placed", async () => {
    const TOO_LARGE = { code: "orders.discount-too-large" };
    await expect(place([{}, { discountAmount: 1_001 }])).rejects.toMatchObject({
      ...TOO_LARGE,
      details: { positions: [2] },
    });
    await expect(place(TWO, { discount: { amount: 3_001 } })).rejects.toMatchObject({
      ...TOO_LARGE,
      details: { positions: [] },
    });
    await place(TWO, { discount: { amount: 3_000 } });
    await expectSoundBooks();
  });
});

describe("the limit of whoever confirms", () => {
  beforeEach(() => setDiscountLimit(ctx, { role: "staff", rateMax: toRate(100_000), seen: null }));
  const ABOVE = { code: "orders.discount-above-limit" };

  test.each([
    ["money off a line", [{ discountAmount: 101 }], {}],
    ["money off the order", [{}], { discount: { amount: 101 } }],
    ["a rate off the order", [{}], { discount: { rate: 100_001 } }],
    ["both together", [{ discountRate: 50_000 }], { discount: { rate: 60_000 } }],
  ] as const)("holds for %s", async (_name, lines, whole) => {
    await expect(place(lines, whole, { as: clerk })).rejects.toMatchObject(ABOVE);
    const { orderId } = await place(lines, whole, { confirm: false, as: clerk });
    await expect(confirmOrder(clerk, { orderId })).rejects.toMatchObject(ABOVE);
    await confirmOrder(ctx, { orderId });
  });

  test("is reached, and not passed, by as much in money", async () => {
    await place([{ discountAmount: 100 }], {}, { as: clerk });
    await place(TWO, { discount: { rate: 100_000 } }, { as: clerk });
    await place(TWO, { discount: { amount: 300 } }, { as: clerk });
  });

  test("is asked of a change that makes an order's discount a greater part of it, and of no other", async () => {
    const { orderId } = await place([{ quantity: 2 }, { sku: "MUG" }], { discount: { amount: 300 } }, { as: clerk });
    const CHANGE_ABOVE = { code: "orders.change-above-limit" };
    await expect(change(orderId, [{ quantity: 2 }], {}, clerk)).rejects.toMatchObject(CHANGE_ABOVE);
    const more = { discount: { amount: 301 } };
    await expect(change(orderId, [{ quantity: 2 }, { sku: "MUG" }], more, clerk)).rejects.toMatchObject(CHANGE_ABOVE);
    await change(orderId, [{ quantity: 2 }, { sku: "MUG", quantity: 2 }], {}, clerk);
    await change(orderId, [{ quantity: 2 }], { discount: { amount: 200 } }, clerk);
    await expectSoundBooks();
  });
});

describe("an open order that is changed", () => {
  test("shares its discount again, and the history says what the change is worth", async () => {
    const { orderId } = await place(TWO, { discount: { amount: 1_000 } });
    await change(orderId, [{ quantity: 2 }, { sku: "MUG", quantity: 2 }], SHIPPING);
    const order = await getOrder(ctx, { orderId });
    expect(order.lines.map(({ orderDiscount }) => orderDiscount)).toEqual([500, 500]);
    expect(order.amounts.billed).toEqual({ net: 3_500, tax: 700, total: 4_200 });
    const [entry] = (await listHistory(ctx, { entityId: orderId, limit: 1 })).rows;
    expect(entry?.after).toMatchObject({
      difference: 4_200 - 2_400,
      orderDiscount: { rate: 0, amount: 1_000 },
      shippingCharge: { price: 500, taxRate: 200_000 },
    });
    expect(entry?.before).toMatchObject({ shippingCharge: null });
    await expectSoundBooks();
  });

  test("keeps money off a line unless it is told otherwise, and gives it up for a rate", async () => {
    const { orderId } = await place([{ quantity: 2, discountAmount: 100 }]);
    await change(orderId, [{ quantity: 3 }]);
    expect((await getOrder(ctx, { orderId })).lines[0]).toMatchObject({ discountAmount: 100, discountRate: 0 });
    await change(orderId, [{ quantity: 3, discountRate: 500_000 }]);
    expect((await getOrder(ctx, { orderId })).lines[0]).toMatchObject({ discountAmount: 0, discountRate: 500_000 });
    await expectSoundBooks();
  });

  test("gives what is cancelled of it no share, and is refused where less is left than is off", async () => {
    const { orderId } = await place(TWO, { discount: { amount: 1_500 } });
    await expect(change(orderId, [{}])).rejects.toMatchObject({ code: "orders.discount-too-large" });
    await change(orderId, [{}], { discount: { amount: 400 } });
    expect(await getOrder(ctx, { orderId })).toMatchObject({ amounts: { billed: { net: 600 } } });
    await expectSoundBooks();
  });
});

describe("an order that another comes of", () => {
  const WHOLE = { ...SHIPPING, discount: { amount: 1_000 } };

  test.each([
    ["money off it", { discount: { amount: 1_001 } }],
    ["a rate off it", { discount: { rate: 333_333 } }],
  ])("takes its part along of %s, and the two bill what the one did, with shipping once", async (_name, discount) => {
    const { orderId } = await place([{ quantity: 3, discountAmount: 101 }, { sku: "MUG" }], {
      ...SHIPPING,
      ...discount,
    });
    const before = await getOrder(ctx, { orderId });
    const [line] = before.lines;
    const split = await splitOrder(ctx, {
      orderId,
      version: before.version,
      lines: [{ orderLineId: line?.id ?? "", quantity: 2 }],
    });
    const [kept, moved] = [await getOrder(ctx, { orderId }), await getOrder(ctx, { orderId: split.orderId })];
    expect(kept.amounts.billed.total + moved.amounts.billed.total).toBe(before.amounts.billed.total);
    expect(kept.discountAmount + moved.discountAmount).toBe(before.discountAmount);
    // Two of three items, and so two thirds of what is off their line.
    expect(moved.lines[0]).toMatchObject({ discountAmount: 67 });
    expect(moved.discountAmount).toBe(Math.round(((line?.orderDiscount ?? 0) * 2) / 3));
    expect([kept.shipping?.price, moved.shipping]).toEqual([500, null]);
    await expectSoundBooks();
    // Shared again by the order's own terms, which the part keeps.
    await change(orderId, [{ quantity: 1 }, { sku: "MUG", quantity: 2 }]);
    await expectSoundBooks();
  });

  test("is reopened on its terms, and duplicated at the catalog's", async () => {
    const { orderId } = await place([{ quantity: 3, discountAmount: 101 }, { sku: "MUG" }], WHOLE);
    const before = await getOrder(ctx, { orderId });
    await cancelOrder(ctx, { orderId });
    const again = await reopenAsDraft(ctx, { orderId });
    expect((await getOrder(ctx, { orderId: again.orderId })).amounts.billed).toEqual(before.amounts.billed);
    const copy = await duplicateOrder(ctx, { orderId });
    expect(await getOrder(ctx, { orderId: copy.orderId })).toMatchObject({ discountAmount: 0, shipping: null });
    await expectSoundBooks();
  });
});

describe("tax that is rounded once for the whole order", () => {
  /** Three at 0.33 and 20 %: 0.066 each, 0.07 rounded for itself, and 0.198 together. */
  const CENTS = [{ unitPrice: 33 }, { unitPrice: 33, sku: "MUG" as const }, { unitPrice: 33 }];

  test("is the rate of all that is taxed at it, shared by lines, and stays when the shop changes it", async () => {
    const apart = await place(CENTS);
    await database.db.update(shopSettings).set({ roundsTaxOnce: true });
    const { orderId } = await place(CENTS);
    await database.db.update(shopSettings).set({ roundsTaxOnce: false });
    expect((await getOrder(ctx, { orderId: apart.orderId })).amounts.billed).toMatchObject({ net: 99, tax: 21 });
    const once = await getOrder(ctx, { orderId });
    expect(once.amounts.billed).toMatchObject({ net: 99, tax: 20 });
    expect(once.lines.map(({ amounts }) => amounts.billed.tax)).toEqual([7, 7, 6]);

    await change(orderId, [...CENTS, { unitPrice: 34, sku: "MUG" }]);
    expect((await getOrder(ctx, { orderId })).amounts.billed).toMatchObject({ net: 133, tax: 27 });
    // 0.132 each: 0.13 rounded for itself, and 0.396 together.
    await change(
      orderId,
      CENTS.map((line) => ({ ...line, quantity: 2 })),
    );
    expect((await getOrder(ctx, { orderId })).amounts.billed).toMatchObject({ net: 198, tax: 40 });
    await expectSoundBooks();
  });

  test("is split with an order, and goes with what is cancelled of it", async () => {
    await database.db.update(shopSettings).set({ roundsTaxOnce: true });
    const { orderId } = await place(
      [
        { unitPrice: 33, quantity: 3 },
        { unitPrice: 33, sku: "MUG" },
      ],
      SHIPPING,
    );
    const before = await getOrder(ctx, { orderId });
    const [line] = before.lines;
    const split = await splitOrder(ctx, {
      orderId,
      version: before.version,
      lines: [{ orderLineId: line?.id ?? "", quantity: 2 }],
    });
    const [kept, moved] = [await getOrder(ctx, { orderId }), await getOrder(ctx, { orderId: split.orderId })];
    expect(kept.amounts.billed.total + moved.amounts.billed.total).toBe(before.amounts.billed.total);
    await ship(orderId, 1);
    await completeOrder(ctx, { orderId });
    await cancelOrder(ctx, { orderId: split.orderId });
    await expectSoundBooks();
  });
});
