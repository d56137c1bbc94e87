import { moveStock } from "@/modules/inventory/move-stock";
import { receiveStock } from "@/modules/inventory/receive-stock";
import { placeOrder } from "@/modules/orders/place-order";
import { shipOrder } from "@/modules/orders/ship-order";
import { toQuantity } from "@/shared/quantity";
import type { Chapter, SampleShop, Scene } from "./chapter";

const DELIVERED_VARIANTS = 6;
const DELIVERED_EACH = 12;

/** A delivery is received and put away, and an order that it makes possible is placed and shipped. */
export const workOfTheHour: Chapter = {
  title: "the work of the last hour",
  async play(shop) {
    const warehouse = shop.random.pick(shop.plan.warehouses.slice(0, 1));
    const scene = (at: number, task: Scene["task"], action: string): Scene => ({
      at,
      task,
      action,
      warehouseId: warehouse.id,
    });
    const delivery = chooseDelivery(shop, warehouse.articles).map(({ variant }) => ({
      variantId: variant.id,
      home: warehouse.homes.get(variant.id) ?? warehouse.receivingId,
      unitCost: variant.cost,
    }));
    const quantity = toQuantity(DELIVERED_EACH);

    await shop.perform(scene(0.2, "floor", "inventory.receiveStock"), (ctx) =>
      receiveStock(ctx, {
        note: "",
        reference: "PO-20417",
        lines: delivery.map(({ variantId, unitCost }) => ({
          variantId,
          locationId: warehouse.receivingId,
          quantity,
          unitCost,
          lot: null,
        })),
      }),
    );
    await shop.perform(scene(0.4, "floor", "inventory.moveStock"), (ctx) =>
      moveStock(ctx, {
        note: "Put away",
        lines: delivery.map(({ variantId, home }) => ({
          variantId,
          lotId: null,
          fromLocationId: warehouse.receivingId,
          toLocationId: home,
          quantity,
        })),
      }),
    );
    const { orderId } = await shop.perform(scene(0.7, "sell", "orders.place"), (ctx) =>
      placeOrder(ctx, {
        customerId: shop.random.pick(shop.plan.customers).id,
        warehouseId: warehouse.id,
        lines: delivery.slice(0, 2).map(({ variantId }) => ({ variantId, quantity: 2 })),
        confirm: true,
      }),
    );
    await shop.perform(scene(0.9, "floor", "orders.ship"), (ctx) => shipOrder(ctx, { orderId }));
  },
};

/** Goods without lots, so that a delivery of them needs no batch, and none that the year keeps scarce. */
function chooseDelivery({ plan, random }: SampleShop, articles: SampleShop["plan"]["warehouses"][number]["articles"]) {
  const usual = articles.filter(({ goods, variant }) => goods.shelfDays === undefined && !plan.scarce.has(variant.id));
  return random.sample(usual, DELIVERED_VARIANTS);
}
