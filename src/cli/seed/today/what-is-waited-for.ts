import { DAY_MS } from "@/cli/seed/year/calendar";
import { placeOrder } from "@/modules/orders/place-order";
import { promiseLine } from "@/modules/orders/promise-line";
import { getOrder } from "@/modules/orders/queries";
import type { Chapter } from "./chapter";
import { mainWarehouse, sceneAt } from "./stage";

const ORDERS = 3;
const QUANTITY = 4;
const PROMISED_DAYS = 9;

/** Of what is gone, orders are taken all the same: they wait for it, and their customers were told a day. */
export const whatIsWaitedFor: Chapter = {
  title: "what is waited for",
  async play(shop) {
    const warehouse = mainWarehouse(shop);
    const scene = sceneAt(warehouse, 2 * ORDERS);
    const gone = [...shop.plan.scarce].flatMap(([variantId, { warehouseId }]) =>
      warehouseId === null ? [variantId] : [],
    );
    const customers = shop.random.sample(shop.plan.customers, ORDERS);
    for (const [place, { id: customerId }] of customers.entries()) {
      const lines = [{ variantId: gone[place % gone.length] ?? "", quantity: QUANTITY }];
      const { orderId } = await shop.perform(scene("sell", "orders.place"), (ctx) =>
        placeOrder(ctx, { customerId, warehouseId: warehouse.id, lines, confirm: true, acceptBackorders: lines }),
      );
      await shop.perform(scene("sell", "orders.promiseLine"), async (ctx) => {
        const [line] = (await getOrder(ctx, { orderId })).lines;
        const promisedOn = new Date(ctx.now.getTime() + PROMISED_DAYS * DAY_MS).toISOString().slice(0, 10);
        await promiseLine(ctx, { orderId, orderLineId: line?.id ?? "", promisedOn, seen: null });
      });
    }
  },
};
