import { type SQL, sql } from "drizzle-orm";
import { orders } from "@/modules/orders/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context } from "@/platform/context";
import type { OrderLink } from "./origin";
import { orderOrigins } from "./schema";

/**
 * In a statement over `orders`: the order that each came of, and those that were reopened or split off it, as far as
 * the caller has access to their warehouses. What was duplicated is not followed: a template may have many copies.
 */
export const linksOf = (ctx: Pick<Context, "actor">): SQL<OrderLink[]> => sql<OrderLink[]>`(
  select coalesce(json_agg(json_build_object(
           'id', other.id, 'number', other.number, 'kind', link.kind, 'isOrigin', other.id = link.from_id)
           order by other.number), '[]')
    from ${orderOrigins} link
    join ${orders} other on other.id = case when link.order_id = ${orders.id} then link.from_id else link.order_id end
   where (link.order_id = ${orders.id} or (link.from_id = ${orders.id} and link.kind <> 'duplicate'))
     and ${warehouseScope(ctx, sql`other.warehouse_id`)})`;
