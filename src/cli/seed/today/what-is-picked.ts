import { confirmPick } from "@/modules/picking/confirm-pick";
import { createList } from "@/modules/picking/create-list";
import { getPickList } from "@/modules/picking/queries";
import { takeList } from "@/modules/picking/take-list";
import type { Chapter } from "./chapter";
import { lastOrders, mainWarehouse, sceneAt } from "./stage";

const ORDERS_EACH = 2;

/** Of confirmed orders one list waits for a picker, and somebody has begun with another. */
export const whatIsPicked: Chapter = {
  title: "what is picked",
  async play(shop) {
    const warehouse = mainWarehouse(shop);
    const scene = sceneAt(warehouse, 4);
    const orderIds = lastOrders(shop, warehouse, "confirmed").map(({ id }) => id);
    const create = (from: number) =>
      shop.perform(scene("floor", "picking.create"), (ctx) =>
        createList(ctx, { orderIds: orderIds.slice(from, from + ORDERS_EACH) }),
      );
    await create(0);
    const { listId } = await create(ORDERS_EACH);
    await shop.perform(scene("floor", "picking.take"), async (ctx) => {
      await takeList(ctx, { listId });
      const { picks } = await getPickList(ctx, { listId });
      const [first] = picks;
      if (!first) throw new Error("A pick list of the sample shop has nothing to pick.");
      const { allocationId, quantity, locationId, variantId, lotId } = first;
      await confirmPick(ctx, { listId, allocationId, quantity, locationId, variantId, lotId });
    });
  },
};
