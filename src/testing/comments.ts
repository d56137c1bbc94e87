import { addComment } from "@/modules/orders/comments/add-comment";
import { AddComment } from "@/modules/orders/comments/comment";
import type { Context } from "@/platform/context";
import { aPerson } from "./people";
import { order, type ShopAtWork } from "./shop-at-work";

export const comment = (ctx: Context, orderId: string, text: string, mentions: string[] = []) =>
  addComment(ctx, AddComment.parse({ orderId, text, mentions }));

async function aComment(shop: ShopAtWork): Promise<{ commentId: string }> {
  const { orderId } = await order(shop);
  const { commentId } = await comment(shop.ctx, orderId, "They call back on Monday");
  return { commentId };
}

/** Valid inputs of what is said about an order. */
export const COMMENT_INPUTS = {
  addComment: async (shop: ShopAtWork) => {
    const colleague = await aPerson(shop.ctx.db, { passwordHash: "unusable" });
    return { text: "They call back on Monday", ...(await order(shop)), mentions: [colleague.userId] };
  },
  editComment: async (shop: ShopAtWork) => ({
    text: "They call back on Tuesday",
    ...(await aComment(shop)),
    version: 1,
  }),
  removeComment: aComment,
};
