import { asc, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { variants } from "@/modules/catalog/schema";
import { stockAvailability, stockReservations } from "@/modules/inventory/schema";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop } from "@/testing/shop";
import { receiveStock } from "@/testing/stock";
import { untilAnswered } from "@/testing/until-answered";
import { cancelOrder } from "./cancel-order";
import { placeOrder } from "./place-order";
import { getOrder } from "./queries";
import { nothingToShip } from "./refusals";
import { shipOrder } from "./ship-order";

const RACERS = 300;
const TRICKLE = 120;
const EARLY = 60;

const database = testDatabase();

const deadlocks = async (): Promise<number> => {
  const [row] = await database.db.execute<{ deadlocks: number }>(
    sql`select deadlocks::integer from pg_stat_database where datname = current_database()`,
  );
  return row?.deadlocks ?? 0;
};

test(
  "while 300 order what is not there, others ship and cancel, and it comes in by ones, each item is promised once",
  { timeout: 300_000 },
  async () => {
    const ctx = await testContext(database.db);
    const { customerId, warehouseId, binId, variant } = await aShop(ctx, { TEA: EARLY });
    const variantId = variant.TEA;
    await database.db.update(variants).set({ backorder: true }).where(eq(variants.id, variantId));
    const later = (ms: number) => ({ ...ctx, now: new Date(ctx.now.getTime() + ms) });
    const place = (ms: number, quantity: number) =>
      untilAnswered(() =>
        placeOrder(later(ms), {
          customerId,
          warehouseId,
          confirm: true,
          lines: [{ variantId, quantity }],
          acceptBackorders: [{ variantId, quantity }],
        }),
      );
    const receive = (quantity: number) => receiveStock(ctx, { lines: [{ variantId, locationId: binId, quantity }] });
    // Each holds two items and waits for one, or for all three.
    const early = await Promise.all(Array.from({ length: EARLY / 2 }, (_, index) => place(index, 3)));
    const before = await deadlocks();

    const outcomes = await Promise.allSettled([
      ...Array.from({ length: RACERS }, (_, index) => place(1_000 + index, 1)),
      ...Array.from({ length: TRICKLE }, () => untilAnswered(() => receive(1))),
      ...early.map(({ orderId }, index) =>
        untilAnswered<unknown>(() => (index % 2 ? shipOrder(ctx, { orderId }) : cancelOrder(ctx, { orderId }))),
      ),
    ]);
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(refused.filter((reason) => !nothingToShip.is(reason))).toEqual([]);
    expect(await deadlocks()).toBe(before);

    const [stock] = await database.db.select().from(stockAvailability);
    expect(stock?.reserved).toBe(stock?.onHand);
    expect(stock?.waiting).toBeGreaterThan(0);
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });

    const waiting = await database.db
      .select()
      .from(stockReservations)
      .where(sql`${stockReservations.backordered} > 0`)
      .orderBy(asc(stockReservations.createdAt), asc(stockReservations.lineId));
    const next = waiting.slice(0, 10);
    await receive(next.reduce((sum, { backordered }) => sum + backordered, 0));
    for (const { documentId } of next)
      expect((await getOrder(ctx, { orderId: documentId })).lines).toMatchObject([{ backordered: 0 }]);
    const [after] = await database.db.select().from(stockAvailability);
    expect(after?.reserved).toBe(after?.onHand);
  },
);
