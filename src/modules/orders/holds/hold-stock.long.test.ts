import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { insufficientStock } from "@/modules/inventory/refusals";
import { stockAvailability } from "@/modules/inventory/schema";
import { confirmOrder } from "@/modules/orders/confirm-order";
import { placeOrder } from "@/modules/orders/place-order";
import { shopSettings } from "@/modules/shop/schema";
import { verifyBooks } from "@/server/verify-books";
import { systemContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop } from "@/testing/shop";
import { untilAnswered } from "@/testing/until-answered";
import { endHolds } from "./end-holds";

const RACERS = 300;
const DRAFTS = 60;
const UNITS = 120;

const database = testDatabase();

test(
  "while drafts hold, expire and are confirmed, 300 who confirm get what is left, and each draft what it held",
  { timeout: 300_000 },
  async () => {
    const ctx = await testContext(database.db);
    const { customerId, warehouseId, variant } = await aShop(ctx, { TEA: UNITS, MUG: UNITS });
    const lines = [variant.TEA, variant.MUG].map((variantId) => ({ variantId, quantity: 1 }));
    await ctx.db.update(shopSettings).set({ quoteHoldHours: 24 });
    const place = (confirm: boolean, index: number) =>
      untilAnswered(() =>
        placeOrder(ctx, { customerId, warehouseId, confirm, lines: index % 2 ? lines : lines.toReversed() }),
      );
    const drafts = await Promise.all(Array.from({ length: DRAFTS }, (_, index) => place(false, index)));
    const [held, over] = [drafts.slice(DRAFTS / 2), drafts.slice(0, DRAFTS / 2)];
    for (const { orderId } of over)
      await ctx.db.execute(
        sql`update stock_holds set held_until = now() - interval '1 ms' where document_id = ${orderId}`,
      );

    const [confirmed, ...rest] = await Promise.all([
      Promise.allSettled(held.map(({ orderId }) => untilAnswered(() => confirmOrder(ctx, { orderId })))),
      Promise.allSettled(Array.from({ length: RACERS }, (_, index) => place(true, index))),
      untilAnswered(() => endHolds(systemContext(database.db))),
    ]);
    expect(confirmed.map(({ status }) => status)).toEqual(held.map(() => "fulfilled"));
    const refused = rest[0].flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(refused.filter((reason) => !insufficientStock.is(reason))).toEqual([]);
    expect(RACERS - refused.length).toBe(UNITS - held.length);

    const stock = await ctx.db.select().from(stockAvailability).where(eq(stockAvailability.warehouseId, warehouseId));
    expect(stock.map(({ reserved, held }) => ({ reserved, held }))).toEqual(
      stock.map(() => ({ reserved: UNITS, held: 0 })),
    );
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
  },
);
