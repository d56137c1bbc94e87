import { expect, test } from "vitest";
import { createWarehouse } from "@/modules/inventory/locations/create-warehouse";
import { insufficientStock } from "@/modules/inventory/refusals";
import { stockAvailability } from "@/modules/inventory/schema";
import { cancelLine } from "@/modules/orders/changes/cancel-line";
import { restoreLine } from "@/modules/orders/changes/restore-line";
import { confirmOrder } from "@/modules/orders/confirm-order";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop } from "@/testing/shop";
import { receiveStock } from "@/testing/stock";
import { untilAnswered } from "@/testing/until-answered";
import { splitOrder } from "./split-order";

const RACERS = 300;
const SPLITTERS = 60;
const UNITS = 240;
const ELSEWHERE = 15;

const database = testDatabase();

test(
  "while 300 confirm the last items and others split, cancel and restore, as many are reserved as there are",
  { timeout: 300_000 },
  async () => {
    const ctx = await testContext(database.db);
    const shop = await aShop(ctx, { TEA: UNITS, MUG: UNITS });
    const lyon = await createWarehouse(ctx, { code: "LYON", name: "Lyon" });
    const [tea, mug] = [shop.variant.TEA, shop.variant.MUG];
    for (const variantId of [tea, mug])
      await receiveStock(ctx, { lines: [{ variantId, locationId: lyon.binId, quantity: ELSEWHERE }] });
    const head = { customerId: shop.customerId, warehouseId: shop.warehouseId };
    const place = (index: number, quantity: number, confirm: boolean) => {
      const both = [
        { variantId: tea, quantity },
        { variantId: mug, quantity },
      ];
      const lines = index % 2 ? both : both.toReversed();
      return untilAnswered(() => placeOrder(ctx, { ...head, confirm, lines }));
    };
    const open = await Promise.all(Array.from({ length: SPLITTERS }, (_, index) => place(index, 3, true)));
    const drafts = await Promise.all(Array.from({ length: RACERS }, (_, index) => place(index, 1, false)));
    const unlessShort = (act: Promise<unknown>) =>
      act.catch((error: unknown) => {
        if (!insufficientStock.is(error)) throw error;
      });

    /** One of each goes, every third time to the other warehouse; then one is cancelled, and wanted again. */
    const splitOne = async (orderId: string, index: number) => {
      const { version, lines } = await untilAnswered(() => getOrder(ctx, { orderId }));
      const moved = lines.map(({ id: orderLineId }) => ({ orderLineId, quantity: 1 }));
      const over = index % 3 === 0 ? { warehouseId: lyon.warehouseId } : {};
      await unlessShort(untilAnswered(() => splitOrder(ctx, { orderId, version, lines: moved, ...over })));
      const part = { orderId, orderLineId: lines[0]?.id ?? "", quantity: 1 };
      await untilAnswered(() => cancelLine(ctx, part));
      await unlessShort(untilAnswered(() => restoreLine(ctx, part)));
    };
    const outcomes = await Promise.allSettled([
      ...open.map(({ orderId }, index) => splitOne(orderId, index)),
      ...drafts.map(({ orderId }) => unlessShort(untilAnswered(() => confirmOrder(ctx, { orderId })))),
    ]);
    expect(outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason] : []))).toEqual([]);

    // Who was refused asks once more: what the others gave back is still there.
    for (const { orderId } of drafts)
      await confirmOrder(ctx, { orderId }).catch((error: unknown) => {
        if (!(error instanceof Error)) throw error;
      });
    const rows = await database.db.select().from(stockAvailability);
    const here = rows.filter(({ warehouseId }) => warehouseId === shop.warehouseId);
    // What is left of one can't be ordered without the other.
    expect(Math.min(...here.map(({ onHand, reserved }) => onHand - reserved))).toBe(0);
    const there = rows.filter(({ warehouseId }) => warehouseId === lyon.warehouseId);
    expect(there.map(({ reserved }) => reserved)).toEqual([ELSEWHERE, ELSEWHERE]);
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
  },
);
