import { beforeEach, expect, test } from "vitest";
import { addEntry } from "@/modules/pricing/add-entry";
import { assignCustomer } from "@/modules/pricing/assign-customer";
import { AddEntry } from "@/modules/pricing/contract";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aPriceList } from "@/testing/price-lists";
import { aShop } from "@/testing/shop";
import { placeOrder } from "./place-order";
import { getOrder } from "./queries";

/* What the release before writes, which knows of no lists: its prices are typed, and no line says otherwise. */

const database = testDatabase();
let ctx: Context;
let orderId: string;

beforeEach(async () => {
  ctx = await testContext(database.db);
  const shop = await aShop(ctx, { TEA: 10 });
  const { priceListId } = await aPriceList({ ctx });
  await assignCustomer(ctx, { priceListId, customerId: shop.customerId, isAssigned: true });
  await addEntry(ctx, AddEntry.parse({ priceListId, variantId: shop.variant.TEA, price: 900 }));
  const lines = [{ variantId: shop.variant.TEA, quantity: 2 }];
  const { customerId, warehouseId } = shop;
  orderId = (await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true })).orderId;
});

const line = async () => (await getOrder(ctx, { orderId })).lines[0];

test("a price that it changes is that of no list any more", async () => {
  expect(await line()).toMatchObject({ unitPrice: 900, takesListedPrice: true });
  await database.owner`update order_lines set unit_price = 880, net_total = 1760 where order_id = ${orderId}`;
  expect(await line()).toMatchObject({ unitPrice: 880, takesListedPrice: false, priceListId: null });
});

test("what it writes besides leaves the price where it is from", async () => {
  await database.owner`
    update order_lines set unit_price = unit_price, quantity = 1, net_total = 900 where order_id = ${orderId}`;
  expect(await line()).toMatchObject({ unitPrice: 900, takesListedPrice: true });
});

test("a line that it writes has a price that somebody typed", async () => {
  await database.owner`
    insert into order_lines (id, order_id, position, variant_id, quantity, unit_price, discount_rate, tax_rate,
      net_total, tax_total)
    select gen_random_uuid(), order_id, 9, variant_id, 1, 900, 0, 0, 900, 0
      from order_lines where order_id = ${orderId}`;
  const { lines } = await getOrder(ctx, { orderId });
  expect(lines[1]).toMatchObject({ takesListedPrice: false, priceListId: null });
});
