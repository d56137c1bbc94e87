import { addComment } from "@/modules/orders/comments/add-comment";
import { requireActorId } from "@/platform/context";
import type { Chapter } from "./chapter";
import { findToPick } from "./find-orders";
import { scenes } from "./scenes";

const SAID = [
  { asked: "They close at noon on Friday. Can it leave today?", answered: "It's first in line." },
  { asked: "The box was dented last time. Two layers of paper, as agreed.", answered: "Noted on the shelf." },
] as const;

/** People talk about orders that are to be fetched: somebody who sells asks, and the floor answers. */
export const whatIsSaid: Chapter = {
  title: "what is said about orders",
  async play(shop) {
    const scene = scenes(2 * SAID.length);
    const toPick = await findToPick(shop);
    for (const [place, { asked, answered }] of SAID.entries()) {
      const order = toPick[place];
      if (!order) return;
      const { id: orderId, warehouseId } = order;
      const userId = await shop.perform(scene("sell", "orders.addComment", warehouseId), async (ctx) => {
        await addComment(ctx, { orderId, text: asked, mentions: [] });
        return requireActorId(ctx);
      });
      const name = shop.plan.users.find(({ id }) => id === userId)?.name ?? "";
      await shop.perform(scene("floor", "orders.addComment", warehouseId), (ctx) =>
        addComment(ctx, { orderId, text: `@${name} ${answered}`, mentions: [userId] }),
      );
    }
  },
};
