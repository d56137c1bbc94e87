import { expect, test } from "vitest";
import { createCustomer } from "@/modules/customers/create-customer";
import { getCustomer } from "@/modules/customers/queries";
import { listHistory } from "@/modules/history/queries";
import { shopSettings } from "@/modules/shop/schema";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop } from "@/testing/shop";
import { confirmOrder } from "./confirm-order";
import type { EditOrder } from "./contract";
import { editOrder } from "./edit-order";
import { placeOrder } from "./place-order";
import { getOrder } from "./queries";

const database = testDatabase();

test("a draft is edited, and the second of two editors is refused", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10, MUG: 10 });
  const head = { customerId: shop.customerId, warehouseId: shop.warehouseId };
  const { orderId } = await placeOrder(ctx, { ...head, lines: [{ variantId: shop.variant.TEA, quantity: 1 }] });
  const edit = {
    ...head,
    orderId,
    version: 1,
    note: "Gift",
    lines: [
      { variantId: shop.variant.MUG, quantity: 2 },
      { variantId: shop.variant.TEA, quantity: 3 },
    ],
  };

  expect(await editOrder(ctx, edit)).toEqual({ orderId, version: 2 });
  expect(await getOrder(ctx, { orderId })).toMatchObject({
    version: 2,
    note: "Gift",
    amounts: { ordered: { net: 5000 } },
    lines: [
      { sku: "MUG", quantity: 2 },
      { sku: "TEA", quantity: 3 },
    ],
  });

  await expect(editOrder(ctx, { ...edit, note: "Mine" })).rejects.toMatchObject({
    code: "orders.changed-meanwhile",
    details: { seen: 1, version: 2 },
  });
  expect(await getOrder(ctx, { orderId })).toMatchObject({ note: "Gift" });
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});

test("the history names the customer before and after", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10 });
  const { customerId } = await createCustomer(ctx, { name: "Ada Lovelace" });
  const lines = [{ variantId: shop.variant.TEA, quantity: 1 }];
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId: shop.warehouseId, lines });
  await editOrder(ctx, { customerId: shop.customerId, warehouseId: shop.warehouseId, orderId, version: 1, lines });

  const { name } = await getCustomer(ctx, { customerId: shop.customerId });
  const { rows } = await listHistory(ctx, { entityId: orderId, limit: 5 });
  expect(rows[0]).toMatchObject({ before: { customer: "Ada Lovelace" }, after: { customer: name } });
  expect(rows[0]?.before?.["warehouse"]).toBe(rows[0]?.after?.["warehouse"]);
});

test("the reference of a customer stays until another is typed, and never goes to another customer", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10 });
  const { customerId, warehouseId } = shop;
  const lines = [{ variantId: shop.variant.TEA, quantity: 1 }];
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines, customerReference: "PO-1" });
  const edit = async (over: Partial<EditOrder>) => {
    const { version } = await getOrder(ctx, { orderId });
    await editOrder(ctx, { customerId, warehouseId, orderId, version, lines, ...over });
    return (await getOrder(ctx, { orderId })).customerReference;
  };
  expect(await edit({ note: "Gift" })).toBe("PO-1");
  expect(await edit({ customerReference: "PO-2" })).toBe("PO-2");
  const { rows } = await listHistory(ctx, { entityId: orderId, limit: 1 });
  expect(rows).toMatchObject([{ before: { reference: "PO-1" }, after: { reference: "PO-2" } }]);
  const { customerId: other } = await createCustomer(ctx, { name: "Ada Lovelace" });
  expect(await edit({ customerId: other })).toBe("");
  expect(await edit({ customerId: other, customerReference: "A-7" })).toBe("A-7");
  expect(await edit({ customerId: other, customerReference: "" })).toBe("");
});

test("a draft keeps the way of rounding tax that it was written with", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10 });
  const head = { customerId: shop.customerId, warehouseId: shop.warehouseId };
  const lines = [1, 2, 3].map(() => ({
    variantId: shop.variant.TEA,
    quantity: 1,
    unitPrice: 33,
    taxRate: 200_000,
  }));
  await database.db.update(shopSettings).set({ roundsTaxOnce: true });
  const { orderId } = await placeOrder(ctx, { ...head, lines });
  await database.db.update(shopSettings).set({ roundsTaxOnce: false });
  await editOrder(ctx, { ...head, orderId, version: 1, lines });
  // 0.066 each: 0.198 together, and 0.21 rounded each for itself.
  expect(await getOrder(ctx, { orderId })).toMatchObject({ roundsTaxOnce: true, amounts: { billed: { tax: 20 } } });
});

test("of five who save the same draft at once, one does", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10 });
  const head = { customerId: shop.customerId, warehouseId: shop.warehouseId };
  const { orderId } = await placeOrder(ctx, { ...head, lines: [{ variantId: shop.variant.TEA, quantity: 1 }] });
  const outcomes = await Promise.allSettled(
    [2, 3, 4, 5, 6].map((quantity) =>
      editOrder(ctx, { ...head, orderId, version: 1, lines: [{ variantId: shop.variant.TEA, quantity }] }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});

test("a confirmed order is not edited: its stock is reserved", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10 });
  const head = { customerId: shop.customerId, warehouseId: shop.warehouseId };
  const lines = [{ variantId: shop.variant.TEA, quantity: 1 }];
  const { orderId } = await placeOrder(ctx, { ...head, lines });
  await confirmOrder(ctx, { orderId });
  await expect(editOrder(ctx, { ...head, orderId, version: 2, lines })).rejects.toMatchObject({
    code: "orders.not-editable",
  });
});
