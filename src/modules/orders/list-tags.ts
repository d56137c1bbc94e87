import { and, desc, sql } from "drizzle-orm";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import { orders } from "./schema";

/** As the indexes of tags say it. */
export const hasTags = sql`${orders.tags} <> '{}'`;
const TAGS_LISTED_MAX = 100;
/** What older ones alone have is typed and found all the same; to read them all would grow with the years. */
const ORDERS_READ_MAX = 1_000;

/** The tags of the newest 1,000 orders that have any, those of the most of them first. */
export function listTags(ctx: ReadContext) {
  const newest = ctx.db
    .select({ tags: orders.tags })
    .from(orders)
    .where(and(hasTags, warehouseScope(ctx, orders.warehouseId)))
    .orderBy(desc(orders.id))
    .limit(ORDERS_READ_MAX)
    .as("newest");
  const each = ctx.db
    .select({ tag: sql<string>`unnest(${newest.tags})`.as("tag") })
    .from(newest)
    .as("each");
  return ctx.db
    .select({ tag: each.tag })
    .from(each)
    .groupBy(each.tag)
    .orderBy(desc(sql`count(*)`), each.tag)
    .limit(TAGS_LISTED_MAX);
}
