import { eq, sql } from "drizzle-orm";
import { actorId, type Context, requireActorId } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { can } from "@/shared/access";
import { commentRemoved, type RemoveComment } from "./comment";
import { lockComment } from "./lock-comment";
import { recordComment } from "./record-comment";
import { commentOfOther } from "./refusals";
import { orderComments } from "./schema";

/**
 * Takes away what a comment says: whoever wrote it, or who may remove those of others. That there was one stays in
 * sight, and the audit keeps what it said.
 * @throws commentNotFound, commentRemovedMeanwhile, commentOfOther, customerErased
 */
export async function removeComment(ctx: Context, { commentId }: RemoveComment) {
  return inTransaction(ctx, async (ctx) => {
    const { order, ...comment } = await lockComment(ctx, commentId);
    if (comment.writtenBy !== actorId(ctx) && !can(ctx.actor, "orders.remove-others-comment"))
      throw commentOfOther({ act: "remove" });
    const { orderId, customerId } = comment;
    await ctx.db
      .update(orderComments)
      .set({
        text: "",
        mentions: [],
        removedAt: ctx.now,
        removedBy: requireActorId(ctx),
        version: sql`${orderComments.version} + 1`,
      })
      .where(eq(orderComments.id, commentId));
    recordComment(ctx, order, comment.text, "");
    emit(ctx, commentRemoved, { orderId, customerId, commentId });
    return { orderId };
  });
}
