import { expect, test } from "vitest";
import { setTaxRate } from "@/modules/catalog/taxes/set-tax-rate";
import { FIRST_DAY, STANDARD_TAX_ID } from "@/modules/catalog/taxes/tax";
import { createCustomer } from "@/modules/customers/create-customer";
import { getShopSettings } from "@/modules/shop/queries";
import { verifyBooks } from "@/server/verify-books";
import { toRate } from "@/shared/money";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop } from "@/testing/shop";
import { cancelOrder } from "./cancel-order";
import { editOrder } from "./edit-order";
import { placeOrder } from "./place-order";
import { getOrder } from "./queries";
import { shipOrder } from "./ship-order";

const database = testDatabase();

test("a line that names no tax takes that of its product and the customer's country", async () => {
  const ctx = await testContext(database.db);
  const { warehouseId, customerId, variant } = await aShop(ctx, { TEA: 5 });
  await database.owner`update shop_settings set tax_rate = 190000, country = 'DE'`;
  await setTaxRate(ctx, {
    taxCategoryId: STANDARD_TAX_ID,
    country: "FR",
    region: "",
    validFrom: FIRST_DAY,
    rate: toRate(200_000),
  });
  const french = await createCustomer(ctx, { name: "Claire", country: "FR" });
  const taxOf = async (buyer: string, taxRate?: number) => {
    const lines = [{ variantId: variant.TEA, quantity: 1, ...(taxRate !== undefined && { taxRate: toRate(taxRate) }) }];
    const { orderId } = await placeOrder(ctx, { customerId: buyer, warehouseId, lines, confirm: false });
    return (await getOrder(ctx, { orderId })).lines[0]?.taxRate;
  };
  expect(await taxOf(customerId)).toBe(190_000);
  expect(await taxOf(french.customerId)).toBe(200_000);
  expect(await taxOf(french.customerId, 0)).toBe(0);
});

test("an order placed at prices with tax stays so when the shop changes its mind", async () => {
  const ctx = await testContext(database.db);
  const { warehouseId, binId, customerId, variant } = await aShop(ctx, { TEA: 10 });
  await getShopSettings(ctx);
  await database.owner`update shop_settings set tax_rate = 190000, prices_include_tax = true`;
  const lines = [{ variantId: variant.TEA, quantity: 3, unitPrice: 1_999 }];
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines, confirm: false });
  expect((await getOrder(ctx, { orderId })).amounts.ordered).toEqual({ net: 5_039, tax: 958, total: 5_997 });

  await database.owner`update shop_settings set prices_include_tax = false`;
  await editOrder(ctx, { orderId, version: 1, customerId, warehouseId, lines });
  expect((await getOrder(ctx, { orderId })).amounts.ordered).toEqual({ net: 5_039, tax: 958, total: 5_997 });

  const { orderId: placed } = await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true });
  const [line] = (await getOrder(ctx, { orderId: placed })).lines;
  const pick = { orderLineId: line?.id ?? "", quantity: 1, locationId: binId, lotId: null };
  await shipOrder(ctx, { orderId: placed, lines: [pick] });
  await cancelOrder(ctx, { orderId: placed, reason: "Changed their mind" });
  expect((await getOrder(ctx, { orderId: placed })).amounts).toMatchObject({
    ordered: { total: 7_136 },
    billed: { net: 1_999, tax: 380 },
  });
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});

test("what is billed of an order at prices with tax is what its shipped part costs", async () => {
  const ctx = await testContext(database.db);
  const { warehouseId, binId, customerId, variant } = await aShop(ctx, { TEA: 10 });
  await database.owner`update shop_settings set tax_rate = 190000, prices_include_tax = true`;
  const lines = [{ variantId: variant.TEA, quantity: 3, unitPrice: 1_999 }];
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true });
  const [line] = (await getOrder(ctx, { orderId })).lines;
  const pick = { orderLineId: line?.id ?? "", quantity: 1, locationId: binId, lotId: null };
  await shipOrder(ctx, { orderId, lines: [pick] });
  await cancelOrder(ctx, { orderId, reason: "Changed their mind" });
  expect((await getOrder(ctx, { orderId })).amounts.billed).toEqual({ net: 1_680, tax: 319, total: 1_999 });
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});
