import { beforeEach, expect, test } from "vitest";
import { placeOrder } from "@/modules/orders/place-order";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { shopDayIn } from "@/testing/days";
import { aShop, type Shop } from "@/testing/shop";
import { receiveStock } from "@/testing/stock";
import { listAvailableElsewhere } from "./list-elsewhere";
import { createWarehouse } from "./locations/create-warehouse";

const base = testDatabase();
let ctx: Awaited<ReturnType<typeof testContext>>;
let shop: Shop<"TEA" | "MUG">;
let lyon: { warehouseId: string; binId: string };
let oslo: { warehouseId: string; binId: string };

beforeEach(async () => {
  ctx = await testContext(base.db);
  shop = await aShop(ctx, { TEA: 10, MUG: 10 });
  lyon = await createWarehouse(ctx, { code: "LYON", name: "Lyon" });
  oslo = await createWarehouse(ctx, { code: "OSLO", name: "Oslo" });
});

const receive = (sku: "TEA" | "MUG", locationId: string, quantity: number, more: object = {}) =>
  receiveStock(ctx, { lines: [{ variantId: shop.variant[sku], locationId, quantity, ...more }], acceptExpired: true });
const elsewhere = (as: Context = ctx) =>
  listAvailableElsewhere(as, { warehouseId: shop.warehouseId, variantIds: [shop.variant.TEA, shop.variant.MUG] });
const told = (rows: Awaited<ReturnType<typeof elsewhere>>) =>
  rows.map(({ name, items }) => [
    name,
    ...(["TEA", "MUG"] as const).map((sku) => items.find((item) => item.variantId === shop.variant[sku])?.available),
  ]);

test("warehouses with the most of the items stand first, with what is available there and not on hand", async () => {
  await receive("TEA", lyon.binId, 7);
  await receive("TEA", oslo.binId, 3);
  await receive("MUG", oslo.binId, 2);
  await placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: lyon.warehouseId,
    lines: [{ variantId: shop.variant.TEA, quantity: 5 }],
    confirm: true,
  });
  expect(told(await elsewhere())).toEqual([
    ["Oslo", 3, 2],
    ["Lyon", 2, undefined],
  ]);
});

test("what is all reserved, or has expired, is not offered", async () => {
  await receive("TEA", lyon.binId, 4, { lot: { code: "OLD", expiresOn: await shopDayIn(ctx, -1) } });
  expect(await elsewhere()).toEqual([]);
  await receive("TEA", lyon.binId, 1);
  expect(told(await elsewhere())).toEqual([["Lyon", 1, undefined]]);
  await placeOrder(ctx, {
    customerId: shop.customerId,
    warehouseId: lyon.warehouseId,
    lines: [{ variantId: shop.variant.TEA, quantity: 1 }],
    confirm: true,
  });
  expect(await elsewhere()).toEqual([]);
});

test("people are told of their own warehouses", async () => {
  await receive("TEA", lyon.binId, 4);
  await receive("TEA", oslo.binId, 5);
  const warehouses = [shop.warehouseId, oslo.warehouseId];
  expect(told(await elsewhere({ ...ctx, actor: { ...ctx.actor, warehouses } }))).toEqual([["Oslo", 5, undefined]]);
  expect(await elsewhere({ ...ctx, actor: { ...ctx.actor, warehouses: [shop.warehouseId] } })).toEqual([]);
});
