import { and, asc, eq, sql } from "drizzle-orm";
import { users } from "@/modules/users/schema";
import { actorId, type ReadContext } from "@/platform/context";
import type { ListViews } from "./contract";
import { isSeenBy } from "./lock-view";
import { defaultViews, savedViews } from "./schema";

/** Far more than people keep: those of one person are bound, and shared ones are made by managers. */
const VIEWS_LISTED_MAX = 200;

/** One's own views of a list and those that are shared, by name. */
export function listViews(ctx: ReadContext, { list }: ListViews) {
  const own = actorId(ctx);
  return ctx.db
    .select({
      viewId: savedViews.id,
      name: savedViews.name,
      query: savedViews.query,
      hiddenColumns: savedViews.hiddenColumns,
      isShared: savedViews.isShared,
      isOwn: sql<boolean>`${savedViews.ownerId} = ${own}::uuid`,
      ownerName: users.name,
      isDefault: sql<boolean>`${defaultViews.viewId} is not null`,
      version: savedViews.version,
    })
    .from(savedViews)
    .innerJoin(users, eq(users.id, savedViews.ownerId))
    .leftJoin(defaultViews, and(eq(defaultViews.viewId, savedViews.id), sql`${defaultViews.userId} = ${own}::uuid`))
    .where(and(eq(savedViews.list, list), isSeenBy(own)))
    .orderBy(asc(savedViews.name), asc(savedViews.id))
    .limit(VIEWS_LISTED_MAX);
}
