import { type AnyColumn, arrayOverlaps, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Context } from "@/platform/context";

/** The condition that restricts a query to the warehouses of the person who asks. */
export function warehouseScope(ctx: Pick<Context, "actor">, warehouseId: AnyColumn | SQL): SQL {
  if (ctx.actor.kind === "system") return sql`true`;
  if (ctx.actor.kind === "anyone") return sql`false`;
  if (ctx.actor.warehouses === "all") return sql`true`;
  return ctx.actor.warehouses.length === 0 ? sql`false` : sql`${warehouseId} in ${ctx.actor.warehouses}`;
}

/** The same for rows of several warehouses, or of none when they concern the whole shop. */
export function warehousesScope(ctx: Pick<Context, "actor">, warehouseIds: AnyColumn): SQL | undefined {
  if (ctx.actor.kind === "system") return sql`true`;
  if (ctx.actor.kind === "anyone") return sql`false`;
  if (ctx.actor.warehouses === "all") return sql`true`;
  const concernsAll = isNull(warehouseIds);
  return ctx.actor.warehouses.length === 0
    ? concernsAll
    : or(concernsAll, arrayOverlaps(warehouseIds, ctx.actor.warehouses));
}
