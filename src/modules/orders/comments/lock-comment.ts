import { and, eq } from "drizzle-orm";
import { orders } from "@/modules/orders/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { TxContext } from "@/platform/context";
import { holdOrderOf } from "./hold-order";
import { commentNotFound, commentRemovedMeanwhile } from "./refusals";
import { orderComments } from "./schema";

/**
 * A comment and its order, until the transaction ends.
 * @throws commentNotFound, commentRemovedMeanwhile, customerErased
 */
export async function lockComment(ctx: TxContext, commentId: string) {
  const isMeant = eq(orderComments.id, commentId);
  const [found] = await ctx.db
    .select({ orderId: orderComments.orderId })
    .from(orderComments)
    .innerJoin(orders, eq(orders.id, orderComments.orderId))
    .where(and(isMeant, warehouseScope(ctx, orders.warehouseId)));
  if (!found) throw commentNotFound({});
  // The customer before the comment, as whoever erases them does.
  const order = await holdOrderOf(ctx, found.orderId);
  const [comment] = await ctx.db.select().from(orderComments).where(isMeant).for("update");
  if (!comment) throw commentNotFound({});
  if (comment.removedAt) throw commentRemovedMeanwhile({});
  return { ...comment, order };
}
