import { and, asc, eq, isNull, lt, sql } from "drizzle-orm";
import { after, DAY_MS } from "@/cli/seed/year/calendar";
import { variants } from "@/modules/catalog/schema";
import { stockFigures } from "@/modules/inventory/available";
import { stockAvailability } from "@/modules/inventory/schema";
import { placeOrder } from "@/modules/orders/place-order";
import { promiseLine } from "@/modules/orders/promise-line";
import { orderLines } from "@/modules/orders/schema";
import type { Chapter, SampleShop } from "./chapter";
import { scenes } from "./scenes";

const ORDERS = 3;
const QUANTITY = 4;
const PROMISED_DAYS = 9;

/** Of what is gone, orders are taken all the same: they wait for it, and their customers were told a day. */
export const whatIsWaitedFor: Chapter = {
  title: "what is waited for",
  async play(shop) {
    const scene = scenes(2 * ORDERS);
    const gone = await findGone(shop);
    const promisedOn = after(shop.now, PROMISED_DAYS * DAY_MS)
      .toISOString()
      .slice(0, 10);
    for (const [place, { warehouseId, variantId }] of gone.entries()) {
      const [customer] = shop.random.sample(shop.plan.customers, 1);
      if (!customer) return;
      const lines = [{ variantId, quantity: QUANTITY + place }];
      const { orderId } = await shop.perform(scene("sell", "orders.place", warehouseId), (ctx) =>
        placeOrder(ctx, { customerId: customer.id, warehouseId, lines, confirm: true, acceptBackorders: lines }),
      );
      await shop.perform(scene("sell", "orders.promiseLine", warehouseId), async (ctx) => {
        const ofOrder = eq(orderLines.orderId, orderId);
        const [line] = await ctx.db.select({ id: orderLines.id }).from(orderLines).where(ofOrder);
        if (line) await promiseLine(ctx, { orderId, orderLineId: line.id, promisedOn, seen: null });
      });
    }
  },
};

/** What may be backordered, and is not there by far. */
const findGone = ({ db }: SampleShop) =>
  db
    .select({ warehouseId: stockAvailability.warehouseId, variantId: stockAvailability.variantId })
    .from(stockAvailability)
    .innerJoin(variants, eq(variants.id, stockAvailability.variantId))
    .where(and(variants.backorder, isNull(variants.archivedAt), lt(stockFigures().available, sql`${QUANTITY}`)))
    .orderBy(asc(stockFigures().available), asc(stockAvailability.variantId), asc(stockAvailability.warehouseId))
    .limit(ORDERS);
