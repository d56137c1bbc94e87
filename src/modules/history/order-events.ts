import { and, desc, eq, inArray, not, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { orderComments } from "@/modules/orders/comments/schema";
import { orders } from "@/modules/orders/schema";
import { apiKeys, users } from "@/modules/users/schema";
import { warehouseScope, warehousesScope } from "@/modules/users/warehouse-scope";
import { auditEntries } from "@/platform/audit/schema";
import { actorId, type ReadContext } from "@/platform/context";
import { encodeCursor, keyset } from "@/platform/database/keyset";
import { can } from "@/shared/access";
import type { ListOfOrder } from "./contract";
import { entryColumns, toShown } from "./queries";

/** A comment stands in the story itself, as it is now, and what became of it with it. */
const tellsOfComment = sql`coalesce(${auditEntries.after} ? 'comment', false)`;

/**
 * What was changed of an order and what people said about it, latest first, for those who work in its warehouse. Ids
 * begin with the time, so each table gives its newest by its own key and the pages are joined by it.
 */
export async function listOfOrder(ctx: ReadContext, input: ListOfOrder) {
  const found = await Promise.all([
    listChanges(ctx, input),
    can(ctx.actor, "orders.read") ? listComments(ctx, input) : [],
  ]);
  const latestFirst = found.flat().toSorted((one, other) => (one.id < other.id ? 1 : -1));
  const rows = latestFirst.slice(0, input.limit);
  const last = rows.at(-1);
  return { rows, nextCursor: last && latestFirst.length > rows.length ? encodeCursor([last.id]) : null };
}

const ENTRIES = keyset([auditEntries.id, "uuid"]);
async function listChanges(ctx: ReadContext, { orderId, cursor, limit }: ListOfOrder) {
  const rows = await ctx.db
    .select(entryColumns)
    .from(auditEntries)
    .leftJoin(users, eq(users.id, auditEntries.actorId))
    .leftJoin(apiKeys, eq(apiKeys.id, auditEntries.keyId))
    .where(
      and(
        eq(auditEntries.entity, "order"),
        eq(auditEntries.entityId, orderId),
        warehousesScope(ctx, auditEntries.warehouseIds),
        not(tellsOfComment),
        ENTRIES.after({ cursor, descending: true }),
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(limit + 1);
  return rows.map((row) => ({ type: "change" as const, ...toShown(ctx, row) }));
}

const COMMENTS = keyset([orderComments.id, "uuid"]);
const removers = alias(users, "removers");
async function listComments(ctx: ReadContext, { orderId, cursor, limit }: ListOfOrder) {
  const rows = await ctx.db
    .select({
      id: orderComments.id,
      text: orderComments.text,
      mentions: orderComments.mentions,
      writtenBy: orderComments.writtenBy,
      byName: users.name,
      writtenAt: orderComments.writtenAt,
      editedAt: orderComments.editedAt,
      removedAt: orderComments.removedAt,
      removedByName: removers.name,
      version: orderComments.version,
    })
    .from(orderComments)
    .innerJoin(orders, eq(orders.id, orderComments.orderId))
    .innerJoin(users, eq(users.id, orderComments.writtenBy))
    .leftJoin(removers, eq(removers.id, orderComments.removedBy))
    .where(
      and(
        eq(orderComments.orderId, orderId),
        warehouseScope(ctx, orders.warehouseId),
        COMMENTS.after({ cursor, descending: true }),
      ),
    )
    .orderBy(desc(orderComments.id))
    .limit(limit + 1);
  const named = await namesOf(
    ctx,
    rows.flatMap(({ mentions }) => mentions),
  );
  const own = actorId(ctx);
  const mayEdit = can(ctx.actor, "orders.edit-comment");
  const mayRemove = can(ctx.actor, "orders.remove-comment");
  const mayRemoveAll = mayRemove && can(ctx.actor, "orders.remove-others-comment");
  return rows.map(({ writtenBy, mentions, removedAt, ...comment }) => ({
    type: "comment" as const,
    ...comment,
    removedAt,
    mentions: mentions.flatMap((userId) => ({ userId, name: named.get(userId) ?? "" })),
    mayEdit: removedAt === null && mayEdit && writtenBy === own,
    mayRemove: removedAt === null && (mayRemoveAll || (mayRemove && writtenBy === own)),
  }));
}

/** As they are called now. */
async function namesOf(ctx: ReadContext, userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await ctx.db
    .select({ userId: users.id, name: users.name })
    .from(users)
    .where(inArray(users.id, [...new Set(userIds)]));
  return new Map(rows.map(({ userId, name }) => [userId, name]));
}
