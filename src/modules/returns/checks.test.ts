import { beforeEach, expect, test } from "vitest";
import { placeOrder } from "@/modules/orders/place-order";
import { shipOrder } from "@/modules/orders/ship-order";
import type { Context } from "@/platform/context";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aReceivedReturn } from "@/testing/returns";
import { aShop } from "@/testing/shop";

const database = testDatabase();
let ctx: Context;

beforeEach(async () => {
  ctx = await testContext(database.db);
  const { customerId, warehouseId, variant } = await aShop(ctx, { TEA: 10 });
  const lines = [{ variantId: variant.TEA, quantity: 4, unitPrice: 1_000 }];
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId, confirm: true, lines });
  await shipOrder(ctx, { orderId });
  await aReceivedReturn(ctx, orderId, { quantity: 2, fee: 100 });
});

const found = async () => (await verifyBooks(ctx)).differences.map(({ check }) => check);

test("what was received and written down balances", async () => {
  expect(await found()).toEqual([]);
});

test.each([
  ["claimed = 3", "What returns ask of an order line is the sum of their lines"],
  ["returned = 3", "What came back of an order line is the sum of what was received"],
  ["credited = 1", "What is credited of an order line is the sum of what is refunded, and its fees"],
  ["return_fee = 99", "What is credited of an order line is the sum of what is refunded, and its fees"],
])("a line of an order on which somebody has written %s is named", async (change, check) => {
  await database.owner.unsafe(`update order_lines set ${change}`);
  expect(await found()).toContain(check);
});

test.each([
  [
    "update return_lines set received = 1",
    "What a return has received is the sum of what came back for each of its lines",
  ],
  ["update returns set status = 'received'", "A return is as far as what came back says"],
  [
    "set local session_replication_role = replica; update return_receipts set disposition = 'scrap'",
    "What is in quarantine is what came back into it and was not decided on",
  ],
])("%s is named", async (change, check) => {
  await database.owner.unsafe(change);
  expect(await found()).toContain(check);
});
