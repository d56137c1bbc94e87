import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { commentAdded, commentEdited } from "@/modules/orders/comments/comment";
import { isReaderOf } from "@/modules/orders/comments/readers";
import { orderComments } from "@/modules/orders/comments/schema";
import { formatOrderNumber } from "@/modules/orders/order";
import { orders } from "@/modules/orders/schema";
import { users } from "@/modules/users/schema";
import { idsUnder } from "./causes/cause";
import { type Finder, NOBODY } from "./happening";

const FACTS: readonly string[] = [commentAdded.name, commentEdited.name];
const authors = alias(users, "authors");

/**
 * Whoever a comment names is told once, as long as they may read the order. What it says is not told: it may be edited
 * and removed, and stands where that shows.
 */
export const findMentions: Finder = async (ctx, facts) => {
  const ids = facts.flatMap((fact) => (FACTS.includes(fact.name) ? idsUnder(fact, "commentId") : []));
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .select({
      commentId: orderComments.id,
      orderId: orders.id,
      number: orders.number,
      userId: users.id,
      writtenBy: orderComments.writtenBy,
      byName: authors.name,
    })
    .from(orderComments)
    .innerJoin(orders, eq(orders.id, orderComments.orderId))
    .innerJoin(authors, eq(authors.id, orderComments.writtenBy))
    .innerJoin(users, sql`${users.id} = any(${orderComments.mentions})`)
    .where(
      and(
        inArray(orderComments.id, ids),
        isNull(orderComments.removedAt),
        ne(users.id, orderComments.writtenBy),
        isReaderOf(ctx, sql`${orders.warehouseId}`),
      ),
    )
    .orderBy(orderComments.id, users.id);
  return rows.map(({ commentId, orderId, number, userId, writtenBy, byName }) => ({
    ...NOBODY,
    kind: "mentioned",
    userId,
    actorId: writtenBy,
    subjectId: orderId,
    label: formatOrderNumber(number),
    detail: `By ${byName}`,
    onceKey: `mentioned ${commentId} ${userId}`,
  }));
};
