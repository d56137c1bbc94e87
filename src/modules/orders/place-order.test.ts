import { asc } from "drizzle-orm";
import { expect, test } from "vitest";
import { variants } from "@/modules/catalog/schema";
import { archiveCustomer } from "@/modules/customers/archive-customer";
import { numberSeries } from "@/modules/shop/schema";
import { countStatements } from "@/platform/database/db";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, aVariant } from "@/testing/shop";
import { placeOrder } from "./place-order";
import { getOrder } from "./queries";
import { variantsNotForSale } from "./refusals";
import { orders } from "./schema";

const database = testDatabase();

test("an order takes the catalog's price where none is said, and its totals are those of its lines", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 0, MUG: 0 });
  const { orderId, number } = await placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    note: "Before noon",
    lines: [
      { variantId: shop.variant.TEA, quantity: 3, discountRate: 100_000, taxRate: 190_000 },
      { variantId: shop.variant.MUG, quantity: 1, unitPrice: 777 },
    ],
  });

  expect(number.value).toBe(1001);
  expect(await getOrder(ctx, { orderId })).toMatchObject({
    number: 1001,
    status: "draft",
    fulfilment: "none",
    note: "Before noon",
    currency: "EUR",
    amounts: { ordered: { net: 2700 + 777, tax: 513, total: 3990 } },
    lines: [
      { sku: "TEA", quantity: 3, unitPrice: 1000, amounts: { billed: { net: 2700, tax: 513 } }, open: 3, reserved: 0 },
      { sku: "MUG", quantity: 1, unitPrice: 777, amounts: { billed: { net: 777, tax: 0 } }, open: 1, reserved: 0 },
    ],
  });
});

test("numbers have no gap when orders race and some of them are rolled back", { timeout: 60_000 }, async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 0 });
  const asked = {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    lines: [{ variantId: shop.variant.TEA, quantity: 1 }],
  };
  const placeThenFail = inTransaction.bind(null, ctx, async (inside) => {
    await placeOrder(inside, asked);
    throw new Error("The parcel label printer is on fire.");
  });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 200 }, (_, index) => (index % 3 === 0 ? placeThenFail() : placeOrder(ctx, asked))),
  );

  const placed = outcomes.filter(({ status }) => status === "fulfilled").length;
  expect(placed).toBe(133);
  const rows = await database.db.select({ number: orders.number }).from(orders).orderBy(asc(orders.number));
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: placed }, (_, index) => 1001 + index));
});

test("a series that does not exist yet begins at 1001", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 0 });
  await database.owner`delete from number_series`;
  const asked = {
    customerId: shop.customerId,
    warehouseId: shop.warehouseId,
    lines: [{ variantId: shop.variant.TEA, quantity: 1 }],
  };
  expect([await placeOrder(ctx, asked), await placeOrder(ctx, asked)]).toMatchObject([
    { number: { value: 1001 } },
    { number: { value: 1002 } },
  ]);
  expect(await database.db.select().from(numberSeries)).toEqual([{ name: "orders", next: 1003 }]);
});

test("products that are archived or unknown are refused, all of them by name", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 0 });
  const old = await aVariant(ctx, { sku: "OLD" });
  await database.owner`update ${database.owner("variants")} set archived_at = now() where id = ${old}`;
  const unknown = newId();
  const placing = (variantIds: string[]) =>
    placeOrder(ctx, {
      customerId: shop.customerId,
      warehouseId: shop.warehouseId,
      lines: variantIds.map((variantId) => ({ variantId, quantity: 1 })),
    });

  const refusal = await placing([shop.variant.TEA, old, unknown]).catch((error: unknown) => error);
  expect(variantsNotForSale.is(refusal) && refusal.details.variants).toEqual([
    { variantId: old, sku: "OLD", position: 2 },
    { variantId: unknown, sku: null, position: 3 },
  ]);
  await expect(placing([unknown])).rejects.toMatchObject({ code: "orders.variants-not-for-sale" });
  expect(await database.db.$count(variants)).toBe(2);
});

test("an order needs a customer in use, a warehouse in use, and someone who works there", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 0 });
  const lines = [{ variantId: shop.variant.TEA, quantity: 1 }];
  const asked = { customerId: shop.customerId, warehouseId: shop.warehouseId, lines };

  await expect(placeOrder(ctx, { ...asked, customerId: newId() })).rejects.toMatchObject({
    code: "customers.not-found",
  });
  await expect(placeOrder(ctx, { ...asked, warehouseId: newId() })).rejects.toMatchObject({
    code: "orders.warehouse-not-usable",
  });
  await expect(placeOrder(ctx, { ...asked, warehouseId: shop.binId })).rejects.toMatchObject({
    code: "orders.warehouse-not-usable",
  });
  await expect(
    placeOrder(ctx, {
      ...asked,
      lines: [{ variantId: shop.variant.TEA, quantity: 10_000_000, unitPrice: 1_000_000_000 }],
    }),
  ).rejects.toMatchObject({ code: "orders.too-large" });
  const elsewhere = await testContext(database.db, { role: "staff", warehouses: [] });
  await expect(placeOrder(elsewhere, asked)).rejects.toMatchObject({ code: "users.warehouse-not-granted" });
  await archiveCustomer(ctx, { customerId: shop.customerId, archived: true });
  await expect(placeOrder(ctx, asked)).rejects.toMatchObject({ code: "customers.archived" });
  expect(await database.db.$count(orders)).toBe(0);
});

test("placing and confirming three lines sends three statements in one transaction", async () => {
  const ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10, MUG: 10, POT: 10 });
  const lines = Object.values(shop.variant).map((variantId) => ({ variantId, quantity: 2 }));
  const { statements, transactions } = await countStatements(() =>
    placeOrder(ctx, { customerId: shop.customerId, warehouseId: shop.warehouseId, confirm: true, lines }),
  );
  // What is named, and the reservation; then number, order, lines, audit and outbox.
  expect({ statements, transactions }).toEqual({ statements: 3, transactions: 1 });
});
