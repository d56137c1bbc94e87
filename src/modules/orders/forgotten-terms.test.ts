import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { placeOrder } from "./place-order";
import { getOrder } from "./queries";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA">;

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 100 });
});

type Terms = { discount?: { amount: number }; shipping?: { price: number }; discountAmount?: number };
async function place({ discountAmount = 0, ...whole }: Terms): Promise<string> {
  const line = { variantId: shop.variant.TEA, quantity: 10, unitPrice: 1_000, taxRate: 0, discountAmount };
  const { customerId, warehouseId } = shop;
  return (await placeOrder(ctx, { customerId, warehouseId, ...whole, lines: [line] })).orderId;
}

/** As the release before the one with discounts in money writes the lines of a draft anew, or one of an open order. */
const WRITES = {
  edits: (orderId: string, net: number) =>
    database.db.transaction(async (tx) => {
      const [line] = await tx.execute<{ variantId: string }>(
        sql`delete from order_lines where order_id = ${orderId} returning variant_id as "variantId"`,
      );
      await tx.execute(sql`
        insert into order_lines (id, order_id, position, variant_id, quantity, unit_price, discount_rate, tax_rate,
          net_total, tax_total)
        values (gen_random_uuid(), ${orderId}, 1, ${line?.variantId}, ${net / 1_000}, 1000, 0, 0, ${net}, 0)`);
      await tx.execute(sql`update orders set net_total = ${net}, tax_total = 0 where id = ${orderId}`);
    }),
  changes: (orderId: string, net: number) =>
    database.db.transaction(async (tx) => {
      await tx.execute(
        sql`update order_lines set quantity = ${net / 1_000}, net_total = ${net} where order_id = ${orderId}`,
      );
      await tx.execute(sql`update orders set net_total = ${net}, tax_total = 0 where id = ${orderId}`);
    }),
} as const;

test.for([
  ["edits", { discount: { amount: 500 } }, "orders_keep_their_terms"],
  ["edits", { shipping: { price: 500 } }, "orders_keep_their_terms"],
  ["changes", { shipping: { price: 500 } }, "orders_keep_their_terms"],
  ["changes", { discount: { amount: 500 } }, "order_lines_come_to_less_by_their_discount"],
  ["changes", { discountAmount: 500 }, "order_lines_come_to_less_by_their_discount"],
] as const)("a release that %s an order without knowing of %j is refused, and it stays", async ([act, terms, name]) => {
  const orderId = await place(terms);
  const before = await getOrder(ctx, { orderId });
  await expect(WRITES[act](orderId, 12_000)).rejects.toMatchObject({ constraint: name });
  expect(await getOrder(ctx, { orderId })).toEqual(before);
});

test("an order without terms is edited and changed by it as ever", async () => {
  const orderId = await place({});
  await WRITES.edits(orderId, 12_000);
  await WRITES.changes(orderId, 8_000);
  expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
});
