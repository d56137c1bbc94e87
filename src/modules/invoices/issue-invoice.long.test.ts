import { expect, test } from "vitest";
import { placeOrder } from "@/modules/orders/place-order";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { nameShop } from "@/testing/invoices";
import { aShop } from "@/testing/shop";
import { sized } from "@/testing/size";
import { untilAnswered } from "@/testing/until-answered";
import { issueInvoice } from "./issue-invoice";
import { issuedMeanwhile } from "./refusals";

const RACERS = sized(300, 60);
const ORDERS = sized(100, 20);

const database = testDatabase();

test(
  `of ${RACERS} who invoice ${ORDERS} orders at once one each succeeds, and no number is missing`,
  { timeout: 240_000 },
  async () => {
    const ctx = await testContext(database.db);
    const shop = await aShop(ctx, { TEA: ORDERS });
    await nameShop(ctx);
    const orderIds: string[] = [];
    for (let index = 0; index < ORDERS; index += 1) {
      const { customerId, warehouseId } = shop;
      const lines = [{ variantId: shop.variant.TEA, quantity: 1 }];
      orderIds.push((await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true })).orderId);
    }
    const racing = Array.from({ length: RACERS }, (_, index) =>
      untilAnswered(() => issueInvoice(ctx, { orderId: orderIds[index % ORDERS] ?? "", scope: "ordered", seen: 0 })),
    );
    const outcomes = await Promise.allSettled(racing);
    const numbers = outcomes.flatMap((each) => (each.status === "fulfilled" ? [each.value.number] : []));
    expect(numbers.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: ORDERS }, (_, index) => 1001 + index),
    );
    const refused = outcomes.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(refused.every((reason) => issuedMeanwhile.is(reason))).toBe(true);
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  },
);
