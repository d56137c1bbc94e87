import { eq, sql } from "drizzle-orm";
import { actorId, type Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { commentEdited, type EditComment } from "./comment";
import { lockComment } from "./lock-comment";
import { assertReaders } from "./readers";
import { recordComment } from "./record-comment";
import { commentEditedMeanwhile, commentOfOther } from "./refusals";
import { orderComments } from "./schema";

/**
 * Changes what one has written; nobody puts words into the mouth of another. Whom it names already may have left since.
 * @throws commentNotFound, commentRemovedMeanwhile, commentOfOther, commentEditedMeanwhile, readerNotFound,
 * customerErased
 */
export async function editComment(ctx: Context, { commentId, version, text, mentions }: EditComment) {
  return inTransaction(ctx, async (ctx) => {
    const { order, ...comment } = await lockComment(ctx, commentId);
    if (comment.writtenBy !== actorId(ctx)) throw commentOfOther({ act: "edit" });
    if (comment.version !== version) throw commentEditedMeanwhile({ version: comment.version });
    const added = mentions.filter((userId) => !comment.mentions.includes(userId));
    await assertReaders(ctx, order.warehouseId, added);
    const { orderId, customerId } = comment;
    await ctx.db
      .update(orderComments)
      .set({ text, mentions, editedAt: ctx.now, version: sql`${orderComments.version} + 1` })
      .where(eq(orderComments.id, commentId));
    recordComment(ctx, order, comment.text, text);
    emit(ctx, commentEdited, { orderId, customerId, commentId });
    return { orderId, commentId };
  });
}
