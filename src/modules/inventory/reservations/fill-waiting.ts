import { sql } from "drizzle-orm";
import * as z from "zod";
import { stockFigures } from "@/modules/inventory/available";
import { stockFilled } from "@/modules/inventory/contract";
import { stockAvailability, stockReservations } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import { emit } from "@/platform/outbox/emit";
import type { Stock } from "./reservation-change";

/** A row of `stock_availability` as it was locked; `isOverdue` where lines wait and a hold may be over. */
export const LockedStock = z.array(
  z.object({ warehouseId: z.string(), variantId: z.string(), isOverdue: z.boolean() }),
);
/** Whether holds that are over by the clock may have left something to those who wait; `a` is the row. */
export const isOverdue = sql`(a.held > 0 and a.waiting > 0)`;

/** Serves those who wait before whoever locked these rows takes what holds have left: they came first. */
export async function fillFirst(ctx: TxContext, locked: z.infer<typeof LockedStock>): Promise<void> {
  await fillWaiting(
    ctx,
    locked.filter((row) => row.isOverdue),
  );
}

const FilledRows = z.array(z.object({ documentId: z.string(), variantId: z.string(), quantity: z.coerce.number() }));
export type Filled = z.infer<typeof FilledRows>[number];

/**
 * Gives what is available to the lines that wait for it, in the order in which they came. The caller has brought or
 * freed this stock and holds its rows of `stock_availability`: nobody else is given any of it, and whoever begins to
 * wait is either seen here or finds what was left. Each who waits takes at least one, so no more rows are read than
 * there are items.
 *
 * Lock order: reservations after availability. Whoever changes what a line holds or waits for locks its availability
 * first, so that this waits for nobody.
 */
export async function fillWaiting(ctx: TxContext, stock: readonly Stock[]): Promise<Filled[]> {
  if (stock.length === 0) return [];
  const filled = FilledRows.parse(
    await ctx.db.execute(sql`
      with stock as (
        select a.warehouse_id, a.variant_id, ${stockFigures(sql`a`).available} as available
        from ${stockAvailability} a
        where a.waiting > 0 and (a.warehouse_id, a.variant_id) in (
          select "warehouseId", "variantId"
          from ${rowsOf("brought", { warehouseId: "uuid", variantId: "uuid" }, stock)})
      ), waiting as materialized (
        select line.*, stock.available - coalesce(sum(line.short + line.backordered) over (
            partition by line.warehouse_id, line.variant_id order by line.created_at, line.line_id
            rows between unbounded preceding and 1 preceding
          ), 0) as left_over
        from stock cross join lateral (
          select r.line_id, r.document_id, r.warehouse_id, r.variant_id, r.short, r.backordered, r.created_at
          from ${stockReservations} r
          where r.warehouse_id = stock.warehouse_id and r.variant_id = stock.variant_id
            and r.short + r.backordered > 0
          order by r.created_at, r.line_id limit stock.available for update
        ) line
      ), given as (
        select *, least(short + backordered, left_over)::bigint as quantity from waiting where left_over > 0
      ), lines as (
        update ${stockReservations} r set
          quantity = r.quantity + given.quantity,
          short = r.short - least(r.short, given.quantity),
          backordered = r.backordered - (given.quantity - least(r.short, given.quantity)),
          status = 'active'
        from given where r.line_id = given.line_id
      ), reserved as (
        update ${stockAvailability} a set reserved = a.reserved + sums.quantity, version = a.version + 1
        from (select warehouse_id, variant_id, sum(quantity)::bigint as quantity from given group by 1, 2) sums
        where a.warehouse_id = sums.warehouse_id and a.variant_id = sums.variant_id
      )
      select document_id as "documentId", variant_id as "variantId", quantity from given order by created_at, line_id`),
  );
  const filledOf = new Map<string, Set<string>>();
  for (const { documentId, variantId } of filled)
    filledOf.set(documentId, (filledOf.get(documentId) ?? new Set()).add(variantId));
  for (const [documentId, variantIds] of filledOf) emit(ctx, stockFilled, { documentId, variantIds: [...variantIds] });
  return filled;
}
