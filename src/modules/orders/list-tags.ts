import { and, desc, sql } from "drizzle-orm";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import { asCount } from "@/platform/database/numbers";
import { orders } from "./schema";

/** As the indexes of tags say it. */
export const hasTags = sql`${orders.tags} <> '{}'`;
const TAGS_LISTED_MAX = 100;

/** The tags that orders have, those of the most orders first. */
export function listTags(ctx: ReadContext) {
  const each = ctx.db
    .select({ tag: sql<string>`unnest(${orders.tags})`.as("tag") })
    .from(orders)
    .where(and(hasTags, warehouseScope(ctx, orders.warehouseId)))
    .as("each");
  const count = asCount(sql`count(*)`);
  return ctx.db
    .select({ tag: each.tag, orders: count })
    .from(each)
    .groupBy(each.tag)
    .orderBy(desc(count), each.tag)
    .limit(TAGS_LISTED_MAX);
}
