import { beforeEach, describe, expect, test } from "vitest";
import { createCustomer } from "@/modules/customers/create-customer";
import { setTerms } from "@/modules/customers/set-terms";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aPayment } from "@/testing/payments";
import { aShop, type Shop } from "@/testing/shop";
import { cancelOrder } from "./cancel-order";
import { cancelLine } from "./changes/cancel-line";
import { changeOrder } from "./changes/change-order";
import { restoreLine } from "./changes/restore-line";
import { confirmOrder } from "./confirm-order";
import { getCredit } from "./credit";
import { getCustomerTotals } from "./customer-list";
import { holdOrder } from "./hold-order";
import { splitOrder } from "./origins/split-order";
import { placeOrder } from "./place-order";
import { getOrder } from "./queries";
import { shipOrder } from "./ship-order";

const database = testDatabase();

let ctx: Context;
let shop: Shop<"TEA" | "JAM">;

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 100, JAM: 100 });
});

/** So many items of 10.00 each. */
const order = (quantity: number, confirm = true, sku: "TEA" | "JAM" = "TEA") => ({
  customerId: shop.customerId,
  warehouseId: shop.warehouseId,
  lines: [{ variantId: shop.variant[sku], quantity, unitPrice: 1_000, taxRate: 0 }],
  confirm,
});
const setLimit = (creditPolicy: "warn" | "refuse" | null, customerId = shop.customerId) =>
  setTerms(ctx, { customerId, version: 1, paymentTermsDays: 14, creditLimit: 5_000, creditPolicy });
const owed = async () => {
  const { open, credit } = await getCredit(ctx, { customerId: shop.customerId });
  return { open, credit };
};
const refused = { code: "orders.credit-exceeded", details: { limit: 5_000, open: 6_000 } };

describe("above the credit limit of a customer", () => {
  test("an order is refused, placed or confirmed, and may wait as a draft", async () => {
    await setLimit("refuse");
    await placeOrder(ctx, order(5));
    await expect(placeOrder(ctx, order(1))).rejects.toMatchObject(refused);
    const { orderId } = await placeOrder(ctx, order(1, false));
    await expect(confirmOrder(ctx, { orderId })).rejects.toMatchObject(refused);
    expect(await owed()).toMatchObject({ open: 5_000 });
  });

  test("where the shop warns, the order is confirmed and says how far above the limit it goes", async () => {
    await setLimit(null);
    expect(await placeOrder(ctx, order(5))).not.toHaveProperty("exceeded");
    expect(await placeOrder(ctx, order(2))).toMatchObject({ exceeded: { limit: 5_000, open: 7_000 } });
    await database.owner`update shop_settings set credit_policy = 'refuse'`;
    await expect(placeOrder(ctx, order(1))).rejects.toMatchObject({ code: refused.code });
  });

  test("of two orders at once for what is left of the limit one is refused", async () => {
    await setLimit("refuse");
    // Of different goods: those of the same wait for each other at the stock.
    for (let round = 0; round < 5; round += 1) {
      const both = await Promise.allSettled([placeOrder(ctx, order(3)), placeOrder(ctx, order(3, true, "JAM"))]);
      expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
      expect(await owed()).toMatchObject({ open: 3_000 });
      for (const each of both) if (each.status === "fulfilled") await cancelOrder(ctx, { orderId: each.value.orderId });
    }
  });

  test("a draft that was paid ahead is confirmed, for what was paid is not owed", async () => {
    await setLimit("refuse");
    await placeOrder(ctx, order(5));
    const { orderId } = await placeOrder(ctx, order(2, false));
    await aPayment(ctx, orderId, { amount: 2_000 });
    await confirmOrder(ctx, { orderId });
    expect(await owed()).toMatchObject({ open: 5_000 });
  });

  test("an open order is not raised, and is not given to another customer, but may be lowered", async () => {
    const { orderId } = await placeOrder(ctx, order(8));
    await setLimit("refuse");
    const { version, lines } = await getOrder(ctx, { orderId });
    const change = (quantity: number, over: object = {}) =>
      changeOrder(ctx, {
        orderId,
        version,
        customerId: shop.customerId,
        warehouseId: shop.warehouseId,
        lines: [{ orderLineId: lines[0]?.id ?? "", variantId: shop.variant.TEA, quantity }],
        ...over,
      });
    await expect(change(9)).rejects.toMatchObject({ ...refused, details: { open: 9_000 } });
    const { customerId } = await createCustomer(ctx, { name: "Ada King" });
    await setLimit("refuse", customerId);
    await expect(change(7, { customerId })).rejects.toMatchObject({ ...refused, details: { open: 7_000 } });
    expect(await change(7)).not.toHaveProperty("exceeded");
    expect(await owed()).toMatchObject({ open: 7_000 });
  });
});

test("what was cancelled is not restored above the limit, and money left over pays for what is open", async () => {
  const { orderId } = await placeOrder(ctx, order(8));
  const { lines } = await getOrder(ctx, { orderId });
  const line = { orderId, orderLineId: lines[0]?.id ?? "" };
  await cancelLine(ctx, { ...line, quantity: 3 });
  await setLimit("refuse");
  await expect(restoreLine(ctx, { ...line, quantity: 1 })).rejects.toMatchObject(refused);
  await aPayment(ctx, orderId, { amount: 5_000 });
  const { version } = await getOrder(ctx, { orderId });
  const part = [{ orderLineId: line.orderLineId, quantity: 2 }];
  await splitOrder(ctx, { orderId, version, lines: part });
  expect(await getCredit(ctx, { customerId: shop.customerId })).toMatchObject({ open: 2_000, credit: 2_000, used: 0 });
  await placeOrder(ctx, order(5));
});

test("drafts and cancelled orders are not owed, those on hold are, and shipped ones until they are paid", async () => {
  await setLimit("warn");
  await placeOrder(ctx, order(1, false));
  const cancelled = await placeOrder(ctx, order(2));
  await cancelOrder(ctx, { orderId: cancelled.orderId });
  expect(await owed()).toMatchObject({ open: 0 });
  const held = await placeOrder(ctx, order(4));
  await holdOrder(ctx, { orderId: held.orderId, reason: "Call first" });
  const { orderId } = await placeOrder(ctx, order(8));
  await shipOrder(ctx, { orderId });
  expect(await owed()).toMatchObject({ open: 12_000 });
  await aPayment(ctx, orderId, { amount: 3_000 });
  expect(await owed()).toMatchObject({ open: 9_000, credit: 0 });
  await aPayment(ctx, orderId, { amount: 6_000 });
  expect(await owed()).toEqual({ open: 4_000, credit: 1_000 });
  expect(await getCustomerTotals(ctx, { customerId: shop.customerId })).toMatchObject({ openAmount: 4_000 });
});

test("what ships is due by the terms of its customer, and by the shop's where they have none", async () => {
  const dueIn = async () => {
    const { orderId } = await placeOrder(ctx, order(1));
    await shipOrder(ctx, { orderId });
    const [row] = await database.owner`
      select o.due_on - (s.shipped_at at time zone (select time_zone from shop_settings))::date as days
      from orders o join shipments s on s.order_id = o.id where o.id = ${orderId}`;
    return row?.["days"];
  };
  expect(await dueIn()).toBeNull();
  await database.owner`update shop_settings set payment_terms_days = 30`;
  expect(await dueIn()).toBe(30);
  await setLimit(null);
  expect(await dueIn()).toBe(14);
});
