import { beforeEach, describe, expect, test } from "vitest";
import { variants } from "@/modules/catalog/schema";
import { listStockValueByWarehouse } from "@/modules/inventory/stock-value";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { confirmOrder } from "@/modules/orders/confirm-order";
import type { PlaceOrder } from "@/modules/orders/contract";
import { recordPayment } from "@/modules/orders/payments/record-payment";
import { voidPayment } from "@/modules/orders/payments/void-payment";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { listTopSellers } from "@/modules/orders/sales";
import { shipOrder } from "@/modules/orders/ship-order";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { toUnitCost } from "@/shared/money";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aReceivedReturn, aReturn, receivedItems } from "@/testing/returns";
import { aShop, type Shop } from "@/testing/shop";
import { exchangeReturn } from "./exchange-return";
import { getReturn } from "./queries";
import { receiveReturn } from "./receive-return";
import { refundReturn } from "./refund-return";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA" | "MUG">;

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 50, MUG: 50 });
});

const day = "2026-01-31";
const moneyOf = async (returnId: string) => (await getReturn(ctx, { returnId })).money;
const isSound = async () => expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });

async function shipped(whole: Partial<PlaceOrder> = {}) {
  const { orderId } = await placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    confirm: true,
    lines: [
      { variantId: shop.variant.TEA, quantity: 3, unitPrice: 999, taxRate: 190_000 },
      { variantId: shop.variant.MUG, quantity: 7, unitPrice: 333, taxRate: 70_000 },
    ],
    ...whole,
  });
  await shipOrder(ctx, { orderId });
  return orderId;
}
const pay = async (orderId: string) => {
  const { amounts } = await getOrder(ctx, { orderId });
  await recordPayment(ctx, { orderId, amount: amounts.billed.total, method: "cash", paidOn: day });
  return amounts.billed.total;
};
const refund = (returnId: string, amount: number, withShipping = false) =>
  refundReturn(ctx, { returnId, amount, method: "cash", paidOn: day, withShipping });

/** Each piece comes back with a return of its own. */
async function returnOneByOne(orderId: string) {
  for (;;) {
    const { lines } = await getOrder(ctx, { orderId });
    if (lines.every(({ shipped, claimed }) => shipped === claimed)) return;
    const { returnId } = await aReturn(ctx, orderId);
    for (let turn = 0; turn < 7; turn += 1) {
      const items = await receivedItems(ctx, returnId);
      if (items.length > 0)
        await receiveReturn(ctx, { returnId, lines: items.map((item) => ({ ...item, quantity: 1 })) });
    }
  }
}

describe("what comes back is credited", () => {
  test.each<[string, Partial<PlaceOrder>]>([
    ["as it is", {}],
    ["with its share of a discount on the order", { discount: { amount: 777 } }],
    ["with its share of a rate off the order", { discount: { rate: 123_456 } }],
  ])("to the cent, %s: of all that came back one by one nothing is billed", async (_what, whole) => {
    const orderId = await shipped(whole);
    const paid = await pay(orderId);
    await returnOneByOne(orderId);
    const { amounts, payment } = await getOrder(ctx, { orderId });
    expect(amounts.billed).toEqual({ net: 0, tax: 0, total: 0 });
    expect(amounts.shipped.total).toBe(0);
    expect(payment).toMatchObject({ state: "to-refund", credit: paid });
    await isSound();
  });

  test("as the receipts say: they add up to what the order bills less", async () => {
    const orderId = await shipped({ discount: { amount: 101 } });
    const before = (await getOrder(ctx, { orderId })).amounts.billed;
    const { returnId } = await aReturn(ctx, orderId);
    const items = await receivedItems(ctx, returnId);
    await receiveReturn(ctx, {
      returnId,
      lines: items.flatMap((item) => [
        { ...item, quantity: 1, fee: 50 },
        { ...item, quantity: 1 },
      ]),
    });
    const { amounts } = await getOrder(ctx, { orderId });
    const { receipts } = await getReturn(ctx, { returnId });
    expect(receipts.reduce((sum, { net }) => sum + net, 0)).toBe(before.net - amounts.billed.net);
    expect(receipts.reduce((sum, { tax }) => sum + tax, 0)).toBe(before.tax - amounts.billed.tax);
    await isSound();
  });

  test("less a fee, which is never more than the credit", async () => {
    const orderId = await shipped();
    const { returnId } = await aReturn(ctx, orderId);
    const [tea] = await receivedItems(ctx, returnId, { quantity: 1 });
    if (!tea) throw new Error("nothing is awaited");
    await expect(receiveReturn(ctx, { returnId, lines: [{ ...tea, fee: 1_190 }] })).rejects.toMatchObject({
      code: "returns.fee-above-credit",
      details: { credit: 1_189 },
    });
    await receiveReturn(ctx, { returnId, lines: [{ ...tea, fee: 189 }] });
    expect(await moneyOf(returnId)).toMatchObject({ credited: 1_000, fee: 189 });
    await isSound();
  });
});

describe("a refund", () => {
  test("gives back what was credited, once, and leaves the order paid", async () => {
    const orderId = await shipped();
    await pay(orderId);
    const { returnId } = await aReceivedReturn(ctx, orderId, { quantity: 1 });
    const { due } = await moneyOf(returnId);
    expect(due).toBe(1_189 + 356);
    await expect(refund(returnId, due - 1)).rejects.toMatchObject({ code: "returns.refund-changed", details: { due } });
    const { paymentId } = await refund(returnId, due);
    expect((await getOrder(ctx, { orderId })).payment).toMatchObject({ state: "paid", open: 0, credit: 0 });
    await expect(refund(returnId, due)).rejects.toMatchObject({ code: "returns.nothing-to-refund" });

    await voidPayment(ctx, { paymentId });
    expect(await moneyOf(returnId)).toMatchObject({ due, refunded: 0 });
    await isSound();
  });

  test("gives nothing back of what nobody paid, and less is owed", async () => {
    const orderId = await shipped();
    const { total } = (await getOrder(ctx, { orderId })).amounts.billed;
    const { returnId } = await aReceivedReturn(ctx, orderId, { quantity: 1 });
    expect(await moneyOf(returnId)).toMatchObject({ credited: 1_545, due: 0 });
    expect((await getOrder(ctx, { orderId })).amounts.billed.total).toBe(total - 1_545);
    await expect(refund(returnId, 1_545)).rejects.toMatchObject({ code: "returns.nothing-to-refund" });
  });

  test("gives no more back than was paid above what is owed", async () => {
    const orderId = await shipped();
    const paid = await pay(orderId);
    const { lines } = await getOrder(ctx, { orderId });
    const { returnId } = await aReceivedReturn(ctx, orderId);
    const [payment] = await database.owner<{ id: string }[]>`select id from payments where order_id = ${orderId}`;
    await voidPayment(ctx, { paymentId: payment?.id ?? "" });
    await recordPayment(ctx, { orderId, amount: 500, method: "cash", paidOn: day });
    expect(await moneyOf(returnId)).toMatchObject({ credited: paid, due: 500 });
    expect(lines).toHaveLength(2);
  });

  test("gives shipping back only when it is asked for, and once for the order", async () => {
    const orderId = await shipped({ shipping: { price: 590 } });
    await pay(orderId);
    const one = await aReceivedReturn(ctx, orderId, { quantity: 1 });
    const { due, shippingDue } = await moneyOf(one.returnId);
    expect(shippingDue).toBe(702);
    await refund(one.returnId, due + shippingDue, true);
    expect(await moneyOf(one.returnId)).toMatchObject({ due: 0, shippingDue: 0 });
    expect((await getOrder(ctx, { orderId })).payment).toMatchObject({ open: 0, credit: 0 });
    await isSound();
  });
});

describe("a replacement", () => {
  test("is a linked draft at no charge; the first order goes on billing", async () => {
    const orderId = await shipped();
    const { total } = (await getOrder(ctx, { orderId })).amounts.billed;
    const { returnId } = await aReceivedReturn(ctx, orderId, { outcome: "replace", quantity: 2 });
    const replacement = await exchangeReturn(ctx, { returnId });
    expect(await getOrder(ctx, { orderId: replacement.orderId })).toMatchObject({
      status: "draft",
      amounts: { billed: { total: 0 } },
      lines: [{ quantity: 2 }, { quantity: 2 }],
      links: [{ id: orderId, kind: "exchange", isOrigin: true }],
    });
    expect((await getOrder(ctx, { orderId })).amounts.billed.total).toBe(total);
    expect((await getReturn(ctx, { returnId })).receipts).toMatchObject([
      { exchangeOrderId: replacement.orderId },
      { exchangeOrderId: replacement.orderId },
    ]);
    await expect(exchangeReturn(ctx, { returnId })).rejects.toMatchObject({ code: "returns.nothing-to-exchange" });

    await confirmOrder(ctx, { orderId: replacement.orderId });
    const sold = await listTopSellers(ctx, { days: 1, limit: 5 });
    expect(sold.map(({ quantity, net }) => [quantity, net])).toEqual([
      [3, 2_997],
      [7, 2_331],
    ]);
    await isSound();
    await cancelOrder(ctx, { orderId: replacement.orderId });
    await isSound();
  });
});

test("what replaces it is taxed as it was, by what the order was", async () => {
  const exempt = { tax_exempt_reason: "Embassy", tax_exempt_number: "B-7" };
  await database.owner`update customers set ${database.owner(exempt)} where id = ${shop.customerId}`;
  const orderId = await shipped({ lines: [{ variantId: shop.variant.TEA, quantity: 2, unitPrice: 999 }] });
  const { returnId } = await aReceivedReturn(ctx, orderId, { outcome: "replace", quantity: 2 });
  await database.owner`update customers set tax_exempt_reason = '', tax_exempt_number = ''`;
  const replacement = await exchangeReturn(ctx, { returnId });
  expect(await getOrder(ctx, { orderId: replacement.orderId })).toMatchObject({
    taxBasis: { treatment: "exempt", reason: "Embassy", number: "B-7" },
    lines: [{ taxRate: 0, taxCategory: "E", taxReason: "Embassy" }],
  });
});

test("a unit comes back at the cost with which it left", async () => {
  await database.db.update(variants).set({ cost: toUnitCost(4_560_000) });
  const value = async () => (await listStockValueByWarehouse(ctx))[0]?.value;
  const before = await value();
  const orderId = await shipped();
  expect(await value()).toBe((before ?? 0) - 4_560);
  await aReceivedReturn(ctx, orderId, { disposition: "restock", locationId: shop.binId });
  expect(await value()).toBe(before);
});
