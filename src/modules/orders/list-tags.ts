import { and, desc, sql } from "drizzle-orm";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import { asCount } from "@/platform/database/numbers";
import { orders } from "./schema";

/** As the indexes of tags say it. */
export const hasTags = sql`${orders.tags} <> '{}'`;
const TAGS_LISTED_MAX = 100;
/** Of more than these nobody asks which tags are in use, and counting them would grow with the years. */
const ORDERS_COUNTED_MAX = 1_000;

/** The tags of the newest 1,000 orders that have any, those of the most of them first. */
export function listTags(ctx: ReadContext) {
  const newest = ctx.db
    .select({ tags: orders.tags })
    .from(orders)
    .where(and(hasTags, warehouseScope(ctx, orders.warehouseId)))
    .orderBy(desc(orders.id))
    .limit(ORDERS_COUNTED_MAX)
    .as("newest");
  const each = ctx.db
    .select({ tag: sql<string>`unnest(${newest.tags})`.as("tag") })
    .from(newest)
    .as("each");
  const count = asCount(sql`count(*)`);
  return ctx.db
    .select({ tag: each.tag, orders: count })
    .from(each)
    .groupBy(each.tag)
    .orderBy(desc(count), each.tag)
    .limit(TAGS_LISTED_MAX);
}
