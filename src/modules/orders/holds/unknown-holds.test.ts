import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { listAvailability } from "@/modules/inventory/queries";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { shopSettings } from "@/modules/shop/schema";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";

/* What the release before writes, which knows of no holds. */

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA">;

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 5 });
  await ctx.db.update(shopSettings).set({ quoteHoldHours: 24 });
});

async function draft(quantity: number): Promise<string> {
  const { customerId, warehouseId, variant } = shop;
  return (await placeOrder(ctx, { customerId, warehouseId, lines: [{ variantId: variant.TEA, quantity }] })).orderId;
}
const held = async (orderId: string) => (await getOrder(ctx, { orderId })).lines.map((line) => line.held);
const expectSound = async () => expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });

test("a draft that it cancels holds nothing any more", async () => {
  const orderId = await draft(4);
  await ctx.db.execute(sql`update order_lines set cancelled = quantity where order_id = ${orderId}`);
  await ctx.db.execute(sql`update orders set status = 'cancelled', cancelled_at = now() where id = ${orderId}`);
  expect(await listAvailability(ctx, { warehouseId: shop.warehouseId, variantIds: [shop.variant.TEA] })).toMatchObject([
    { available: 5 },
  ]);
  await expectSound();
});

test("one that it confirms reserves as ever, and what others hold is no more than is left", async () => {
  const [orderId, other] = [await draft(3), await draft(2)];
  await ctx.db.transaction(async (tx) => {
    await tx.execute(sql`update stock_availability set reserved = reserved + 3`);
    await tx.execute(sql`
      insert into stock_reservations (line_id, document_id, warehouse_id, variant_id, quantity, status, created_at)
      select line.id, line.order_id, ${shop.warehouseId}::uuid, line.variant_id, 3, 'active', now()
      from order_lines line where line.order_id = ${orderId}`);
    await tx.execute(sql`update orders set status = 'confirmed', confirmed_at = now() where id = ${orderId}`);
  });
  await expectSound();
  expect((await held(other)).every((quantity) => quantity <= 2)).toBe(true);
});
