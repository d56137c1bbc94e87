import { beforeEach, expect, test } from "vitest";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { newId } from "@/shared/id";
import { toQuantity } from "@/shared/quantity";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, aVariant, type Shop } from "@/testing/shop";
import { receiveStock } from "@/testing/stock";
import { openStock } from "./open-stock";
import { stockBalances } from "./schema";

const RACERS = 8;

const database = testDatabase();
let ctx: Context;
let shop: Shop<never>;
beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, {});
});

const open = (variantIds: string[], quantity = 3) =>
  openStock(ctx, {
    binId: shop.binId,
    postingKey: `open:${newId()}`,
    document: { kind: "import", id: newId(), label: "products.csv" },
    lines: variantIds.map((variantId) => ({ variantId, quantity: toQuantity(quantity) })),
  });
const onHand = async () => (await database.db.select().from(stockBalances)).map((row) => row.onHand);

test("stock that is opened twice, also concurrently, is posted once", async () => {
  const variantId = await aVariant(ctx, { sku: "TEA" });
  await Promise.all(Array.from({ length: RACERS }, () => open([variantId])));
  await open([variantId], 7);
  expect(await onHand()).toEqual([3]);
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});

test("a variant with movements gets no opening stock, and the others of the posting do", async () => {
  const [tea, milk] = [await aVariant(ctx, { sku: "TEA" }), await aVariant(ctx, { sku: "MILK" })];
  await receiveStock(ctx, { lines: [{ variantId: tea, locationId: shop.binId, quantity: 4 }] });
  await open([tea, milk]);
  expect((await onHand()).toSorted()).toEqual([3, 4]);
});

test("a variant that moves while it is opened ends with both or with the movement alone", async () => {
  const variantId = await aVariant(ctx, { sku: "TEA" });
  const lines = [{ variantId, locationId: shop.binId, quantity: 10 }];
  await Promise.all([open([variantId]), receiveStock(ctx, { lines }), open([variantId])]);
  expect([10, 13]).toContain((await onHand())[0]);
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
});
