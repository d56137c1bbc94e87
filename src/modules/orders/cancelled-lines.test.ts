import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { cancelOrder } from "./cancel-order";
import { placeOrder } from "./place-order";

const database = testDatabase();
let ctx: Context;
let shop: Shop<"TEA">;
let first: string;
let second: string;

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 100 });
  [first, second] = [await order(2), await order(3)];
});

/** At 10.00 and 20 % tax, each line of ten items. */
const order = async (lineCount: number) => {
  const line = { variantId: shop.variant.TEA, quantity: 10, unitPrice: 1_000, taxRate: 200_000 };
  const lines = Array.from({ length: lineCount }, () => line);
  const { customerId, warehouseId } = shop;
  return (await placeOrder(ctx, { customerId, warehouseId, confirm: true, lines })).orderId;
};
/** What the two orders have cancelled, net and tax. */
const cancelled = async () => {
  const rows = await database.db.execute<{ net: string; tax: string }>(
    sql`select cancelled_net as net, cancelled_tax as tax from orders order by number`,
  );
  return rows.map(({ net, tax }) => [Number(net), Number(tax)]);
};

describe("what an order has cancelled follows its lines, when one statement", () => {
  test("cancels in several lines of several orders, and takes some of it back", async () => {
    await database.db.execute(sql`update order_lines set cancelled = position`);
    expect(await cancelled()).toEqual([
      [3_000, 600],
      [6_000, 1_200],
    ]);
    await database.db.execute(sql`update order_lines set cancelled = case position when 1 then 0 else 5 end`);
    expect(await cancelled()).toEqual([
      [5_000, 1_000],
      [10_000, 2_000],
    ]);
  });

  test("writes lines that are cancelled in part, changes their order, and deletes them", async () => {
    const copyTo = (orderId: string, from: string) => sql`
      insert into order_lines (id, order_id, position, variant_id, quantity, unit_price, discount_rate, tax_rate,
        net_total, tax_total, cancelled)
      select gen_random_uuid(), ${orderId}::uuid, position + 10, variant_id, quantity, unit_price, discount_rate,
        tax_rate, net_total, tax_total, 4
      from order_lines where order_id = ${from}`;
    await database.db.execute(copyTo(first, second));
    await database.db.execute(copyTo(second, first));
    expect(await cancelled()).toEqual([
      [12_000, 2_400],
      [20_000, 4_000],
    ]);
    await database.db.execute(sql`update order_lines set order_id = ${second}, position = position + 20
      where order_id = ${first} and position = 11`);
    expect(await cancelled()).toEqual([
      [8_000, 1_600],
      [24_000, 4_800],
    ]);
    await database.db.execute(sql`delete from order_lines where position > 10`);
    expect(await cancelled()).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  test("touches its lines and cancels nothing", async () => {
    await database.db.execute(sql`update order_lines set position = position + 10`);
    expect(await cancelled()).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});

test("an order of many lines is written once for all that are cancelled", async () => {
  const many = await order(5);
  const writes = await inTransaction(ctx, async (ctx) => {
    const written = async () => {
      const [row] = await ctx.db.execute<{ written: string }>(
        sql`select n_tup_upd as written from pg_stat_xact_user_tables where relname = 'orders'`,
      );
      return Number(row?.written);
    };
    const before = await written();
    await cancelOrder(ctx, { orderId: many });
    return (await written()) - before;
  });
  // What it has cancelled; its new status comes with the last statement.
  expect(writes).toBe(1);
});
