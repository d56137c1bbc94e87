import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { variants } from "@/modules/catalog/schema";
import { insufficientStock } from "@/modules/inventory/refusals";
import { stockAvailability } from "@/modules/inventory/schema";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop } from "@/testing/shop";
import { untilAnswered } from "@/testing/until-answered";
import { placeOrder } from "./place-order";
import { orders } from "./schema";

const ROUNDS = 20;
const UNITS = 100;
const RACERS = 300;

const database = testDatabase();

test(
  "of 300 orders for one each of 100 units, exactly 100 are confirmed, twenty times over",
  { timeout: 240_000 },
  async () => {
    const ctx = await testContext(database.db);
    const skus = Object.fromEntries(Array.from({ length: ROUNDS }, (_, round) => [`HOT-${round}`, UNITS]));
    const shop = await aShop(ctx, skus);
    const hot = await database.db.select({ id: variants.id }).from(variants).orderBy(asc(variants.sku));
    for (const { id: variantId } of hot) {
      const placing = Array.from({ length: RACERS }, () =>
        untilAnswered(() =>
          placeOrder(ctx, {
            customerId: shop.customerId,
            warehouseId: shop.warehouseId,
            confirm: true,
            lines: [{ variantId, quantity: 1 }],
          }),
        ),
      );
      const outcomes = await Promise.allSettled(placing);
      const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
      expect(outcomes.length - refused.length).toBe(UNITS);
      expect(refused.every((reason) => insufficientStock.is(reason))).toBe(true);
      const [row] = await database.db
        .select()
        .from(stockAvailability)
        .where(eq(stockAvailability.variantId, variantId));
      expect(row).toMatchObject({ onHand: UNITS, reserved: UNITS });
    }
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
    const numbers = await database.db.select({ number: orders.number }).from(orders).orderBy(asc(orders.number));
    expect(numbers.map(({ number }) => number)).toEqual(
      Array.from({ length: ROUNDS * UNITS }, (_, index) => 1001 + index),
    );
  },
);

test(
  "orders that want the same products in opposite order do not lock each other out",
  { timeout: 60_000 },
  async () => {
    const ctx = await testContext(database.db);
    const shop = await aShop(ctx, { TEA: 100, MUG: 100 });
    const both = [
      { variantId: shop.variant.TEA, quantity: 1 },
      { variantId: shop.variant.MUG, quantity: 1 },
    ];
    const placing = Array.from({ length: 150 }, (_, index) =>
      placeOrder(ctx, {
        customerId: shop.customerId,
        warehouseId: shop.warehouseId,
        confirm: true,
        lines: index % 2 ? both : both.toReversed(),
      }),
    );
    const outcomes = await Promise.allSettled(placing);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(100);
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true });
  },
);
