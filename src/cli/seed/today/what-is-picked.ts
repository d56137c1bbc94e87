import { confirmPick } from "@/modules/picking/confirm-pick";
import { createList } from "@/modules/picking/create-list";
import { getPickList } from "@/modules/picking/queries";
import { takeList } from "@/modules/picking/take-list";
import { requireActorId } from "@/platform/context";
import type { Chapter, SampleShop, Scene } from "./chapter";
import { findToPick } from "./find-orders";
import { scenes } from "./scenes";

type Story = { orders: number; picked: "nothing" | "one" | "all" };
/** The longest first, while there are orders for it. */
const STORIES: readonly Story[] = [
  { orders: 1, picked: "all" },
  { orders: 2, picked: "one" },
  { orders: 2, picked: "nothing" },
];

/** Of confirmed orders one list is done, somebody has begun with another, and one waits for a picker. */
export const whatIsPicked: Chapter = {
  title: "what is picked",
  async play(shop) {
    const scene = scenes(3 * STORIES.length);
    for (const story of STORIES) {
      const { warehouseId, orderIds } = mostOf(await findToPick(shop), story.orders);
      if (orderIds.length === 0) return;
      const next: Next = (action) => scene("floor", action, warehouseId);
      const { listId } = await shop.perform(next("picking.create"), (ctx) => createList(ctx, { orderIds }));
      if (story.picked !== "nothing") await take(shop, listId, { next, ...(story.picked === "one" && { rows: 1 }) });
    }
  },
};

type Next = (action: string) => Scene;
type Found = { id: string; warehouseId: string };

/** Those of the warehouse with the most work. */
function mostOf(found: readonly Found[], limit: number): { warehouseId: string; orderIds: string[] } {
  const of = (warehouseId: string) => found.filter((order) => order.warehouseId === warehouseId);
  const [{ warehouseId } = { warehouseId: "" }] = found.toSorted(
    (one, other) => of(other.warehouseId).length - of(one.warehouseId).length,
  );
  return {
    warehouseId,
    orderIds: of(warehouseId)
      .slice(0, limit)
      .map(({ id }) => id),
  };
}

/** Whoever takes a list picks of it what they find first: so many rows, or all. */
async function take(shop: SampleShop, listId: string, { next, rows }: { next: Next; rows?: number }): Promise<void> {
  const userId = await shop.perform(next("picking.take"), async (ctx) => {
    await takeList(ctx, { listId });
    return requireActorId(ctx);
  });
  await shop.perform({ ...next("picking.confirmPick"), userId }, async (ctx) => {
    const { picks } = await getPickList(ctx, { listId });
    for (const { allocationId, quantity, locationId, variantId, lotId } of picks.slice(0, rows))
      await confirmPick(ctx, { listId, allocationId, quantity, locationId, variantId, lotId });
  });
}
