import { expect, test } from "vitest";
import { insufficientStock } from "@/modules/inventory/refusals";
import { stockAvailability } from "@/modules/inventory/schema";
import { confirmOrder } from "@/modules/orders/confirm-order";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { verifyBooks } from "@/server/verify-books";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop } from "@/testing/shop";
import { untilAnswered } from "@/testing/until-answered";
import { changeOrder } from "./change-order";

const RACERS = 300;
const EDITORS = 60;
const UNITS = 100;

const database = testDatabase();

test(
  "while 300 confirm the last pieces and others change orders up and down, as many are promised as there are",
  { timeout: 300_000 },
  async () => {
    const ctx = await testContext(database.db);
    const shop = await aShop(ctx, { TEA: UNITS, MUG: UNITS });
    const head = { customerId: shop.customerId, warehouseId: shop.warehouseId };
    const [tea, mug] = [shop.variant.TEA, shop.variant.MUG];
    const both = [
      { variantId: tea, quantity: 1 },
      { variantId: mug, quantity: 1 },
    ];
    const place = (index: number, confirm: boolean) =>
      untilAnswered(() => placeOrder(ctx, { ...head, confirm, lines: index % 2 ? both : both.toReversed() }));
    const open = await Promise.all(Array.from({ length: EDITORS }, (_, index) => place(index, true)));
    const drafts = await Promise.all(Array.from({ length: RACERS }, (_, index) => place(index, false)));

    /** Up by two, and down to one again, each as far as it goes. */
    const edit = async (orderId: string) => {
      for (const quantity of [3, 1, 2]) {
        const { version, lines } = await untilAnswered(() => getOrder(ctx, { orderId }));
        const wishes = lines.map(({ id: orderLineId, variantId }) => ({ orderLineId, variantId, quantity }));
        const change = () => changeOrder(ctx, { ...head, orderId, version, lines: wishes });
        await untilAnswered(change).catch((error: unknown) => {
          if (!insufficientStock.is(error)) throw error;
        });
      }
    };
    const outcomes = await Promise.allSettled([
      ...open.map(({ orderId }) => edit(orderId)),
      ...drafts.map(({ orderId }) => untilAnswered(() => confirmOrder(ctx, { orderId }))),
    ]);
    const faults = outcomes.flatMap(({ status, ...rest }) =>
      status === "rejected" && "reason" in rest && !insufficientStock.is(rest.reason) ? [rest.reason] : [],
    );
    expect(faults).toEqual([]);

    // Who was refused asks once more: what the others gave back is still there.
    await Promise.allSettled(drafts.map(({ orderId }) => untilAnswered(() => confirmOrder(ctx, { orderId }))));
    const rows = await database.db.select().from(stockAvailability);
    expect(rows.map(({ onHand, reserved }) => ({ onHand, reserved }))).toEqual([
      { onHand: UNITS, reserved: UNITS },
      { onHand: UNITS, reserved: UNITS },
    ]);
    expect(await verifyBooks(ctx)).toMatchObject({ isSound: true, differences: [] });
  },
);
