import { type Context, requireActorId } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { type AddComment, commentAdded } from "./comment";
import { holdOrderOf } from "./hold-order";
import { assertReaders } from "./readers";
import { recordComment } from "./record-comment";
import { orderComments } from "./schema";

/**
 * Writes what one tells the others about an order, whatever has become of it. It changes nothing of the order, so who
 * edits that meanwhile is not disturbed.
 * @throws orderNotFound, customerErased, readerNotFound
 */
export async function addComment(ctx: Context, { orderId, text, mentions }: AddComment) {
  return inTransaction(ctx, async (ctx) => {
    const order = await holdOrderOf(ctx, orderId);
    await assertReaders(ctx, order.warehouseId, mentions);
    const { customerId } = order;
    const commentId = newId();
    await ctx.db.insert(orderComments).values({
      id: commentId,
      orderId,
      customerId,
      text,
      mentions,
      writtenBy: requireActorId(ctx),
      writtenAt: ctx.now,
    });
    recordComment(ctx, order, "", text);
    emit(ctx, commentAdded, { orderId, customerId, commentId });
    return { orderId, commentId };
  });
}
