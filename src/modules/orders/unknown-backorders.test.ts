import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { variants } from "@/modules/catalog/schema";
import type { Context } from "@/platform/context";
import type { Queryable } from "@/platform/database/db";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { receiveStock } from "@/testing/stock";
import { placeOrder } from "./place-order";
import { getOrder } from "./queries";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA" | "MUG">;
let orderId: string;

/** Of eight TEA five are there; of four MUG none, so that nothing is held of them. */
beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 5, MUG: 0 });
  await ctx.db.update(variants).set({ backorder: true });
  orderId = (await order([8, 4])).orderId;
});

const order = ([tea, mug]: readonly [tea: number, mug: number]) => {
  const lines = [
    { variantId: shop.variant.TEA, quantity: tea },
    { variantId: shop.variant.MUG, quantity: mug },
  ];
  const { customerId, warehouseId } = shop;
  return placeOrder(ctx, { customerId, warehouseId, lines, confirm: true, acceptBackorders: lines });
};

const held = async (id: string) => {
  const { lines } = await getOrder(ctx, { orderId: id });
  return lines.map(({ reserved, backordered }) => [reserved, backordered]);
};

/** As the release before backorders releases what is held of a line, in part or all of it. */
async function hold(tx: Queryable, sku: string, quantity: number): Promise<void> {
  await tx.execute(sql`
    update stock_availability a set reserved = a.reserved - (r.quantity - ${quantity})
    from stock_reservations r join variants v on v.id = r.variant_id and v.sku = ${sku}
    where r.document_id = ${orderId} and a.warehouse_id = r.warehouse_id and a.variant_id = r.variant_id`);
  await tx.execute(sql`
    update stock_reservations r set quantity = ${quantity},
      status = case when ${quantity} > 0 then 'active' else 'released' end
    from variants v where v.id = r.variant_id and v.sku = ${sku} and r.document_id = ${orderId}`);
}

const ofLine = (sku: string) =>
  sql`order_id = ${orderId} and variant_id = (select id from variants where sku = ${sku})`;

test("an order that a release cancels which knows of no backorders waits no longer", async () => {
  const { orderId: next } = await order([1, 1]);
  await ctx.db.transaction(async (tx) => {
    await hold(tx, "TEA", 0);
    await tx.execute(sql`update order_lines set cancelled = quantity - shipped where order_id = ${orderId}`);
    await tx.execute(sql`update orders set status = 'cancelled', cancelled_at = now() where id = ${orderId}`);
  });
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
  await receiveStock(ctx, { lines: [{ variantId: shop.variant.MUG, locationId: shop.binId, quantity: 1 }] });
  expect(await held(next)).toEqual([
    [0, 1],
    [1, 0],
  ]);
});

test("nor does what it cancels of a line, and what of it is left goes on waiting", async () => {
  await ctx.db.transaction(async (tx) => {
    await hold(tx, "TEA", 4);
    await tx.execute(sql`update order_lines set cancelled = 2 where ${ofLine("TEA")}`);
    await tx.execute(sql`update order_lines set cancelled = 3 where ${ofLine("MUG")}`);
  });
  expect(await held(orderId)).toEqual([
    [4, 2],
    [0, 1],
  ]);
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
});

test("nor a line that it removes", async () => {
  await ctx.db.execute(sql`delete from order_lines where ${ofLine("MUG")}`);
  const [row] = await ctx.db.execute(sql`
    select waiting from stock_availability where variant_id = ${shop.variant.MUG}`);
  expect(row).toEqual({ waiting: "0" });
});
