import { sql } from "drizzle-orm";
import * as z from "zod";
import { stockFigures } from "@/modules/inventory/available";
import { stockReserved } from "@/modules/inventory/contract";
import { stockAvailability, stockReservations } from "@/modules/inventory/schema";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import type { TxContext } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import { emit } from "@/platform/outbox/emit";
import { type Quantity, toQuantity } from "@/shared/quantity";
import { type AcceptedBackorders, backorderRest } from "./backorder-rest";
import { fillFirst, isOverdue } from "./fill-waiting";
import { writeReservations } from "./held-rows";

/** What the lines of a document need from a warehouse. */
type Demand = {
  documentId: string;
  warehouseId: string;
  lines: readonly { lineId: string; variantId: string; quantity: Quantity }[];
  accepted?: AcceptedBackorders;
  /** By whoever locked this stock before and freed some of it for this document: those who wait get none of that. */
  isServed?: boolean;
};

const UnreservedRows = z.array(
  z.object({
    variant_id: z.string(),
    requested: z.coerce.number().transform(toQuantity),
    is_by_clock: z.boolean(),
    is_overdue: z.boolean(),
  }),
);
type Unreserved = z.infer<typeof UnreservedRows>;
const ReservedRows = z.array(z.object({ variant_id: z.string() }));

/**
 * Reserves stock for a document, all lines or none, in one statement: demand is summed by variant, and rows are locked
 * in key order and changed only where they have enough (READ COMMITTED re-check). Of a thousand concurrent demands for
 * the last item, exactly one succeeds. Stock that expires, or that drafts hold, is locked by this statement and
 * reserved by a second one.
 * Where that is refused, lines wait for what they may and somebody accepted: the answer says how many items.
 *
 * @throws insufficientStock that names every variant that is short, backordersNotAccepted; the caller's transaction
 * rolls back.
 */
export async function reserveStock(ctx: TxContext, demand: Demand): Promise<{ backordered: number }> {
  const { documentId, warehouseId, lines } = demand;
  assertWarehouse(ctx, warehouseId);
  const unreserved = UnreservedRows.parse(
    await ctx.db.execute(sql`
      with lines as (
        select * from ${rowsOf("line", { lineId: "uuid", variantId: "uuid", quantity: "bigint" }, lines)}
      ), demand as (
        select "variantId" as variant_id, sum(quantity)::bigint as quantity from lines group by "variantId"
      ), held as materialized (
        select a.variant_id, a.on_hand, a.reserved + demand.quantity as reserved,
          a.has_expiry or a.held > 0 as is_by_clock, ${isOverdue} as is_overdue
        from ${stockAvailability} a join demand on a.variant_id = demand.variant_id
        where a.warehouse_id = ${warehouseId}
        order by a.variant_id
        for update of a
      ), updated as (
        update ${stockAvailability} a set on_hand = held.on_hand, reserved = held.reserved, version = a.version + 1
        from held
        where a.warehouse_id = ${warehouseId} and a.variant_id = held.variant_id
          and held.reserved <= held.on_hand and not held.is_by_clock
        returning a.variant_id
      ), reservations as (
        insert into ${stockReservations} as r (
          line_id, document_id, warehouse_id, variant_id, quantity, status, created_at
        )
        select "lineId", ${documentId}::uuid, ${warehouseId}::uuid, "variantId", quantity, 'active',
          ${ctx.now.toISOString()}::timestamptz
        from lines
        on conflict (line_id) do update set
          quantity = excluded.quantity, status = 'active', created_at = excluded.created_at
        where r.status <> 'active'
      )
      select demand.variant_id, demand.quantity as requested, coalesce(held.is_by_clock, false) as is_by_clock,
        coalesce(held.is_overdue, false) as is_overdue
      from demand left join updated using (variant_id) left join held using (variant_id)
      where updated.variant_id is null`),
  );
  const short = await reserveByClock(ctx, demand, unreserved);
  const backordered = short.length > 0 ? await backorder(ctx, demand, short) : 0;
  emit(ctx, stockReserved, { documentId, variantIds: [...new Set(lines.map((line) => line.variantId))] });
  return { backordered };
}

/** The lines were written as if all of it had been there. */
async function backorder(ctx: TxContext, demand: Demand, short: Unreserved): Promise<number> {
  const { documentId, warehouseId, lines, accepted } = demand;
  const after = lines.map((line) => ({ ...line, warehouseId, short: 0, backordered: 0 }));
  const refused = short.map((row) => ({ warehouseId, variantId: row.variant_id, delta: row.requested }));
  const waiting = await backorderRest(ctx, { warehouseId, held: [], after, refused, accepted });
  await writeReservations(ctx, documentId, waiting);
  return waiting.reduce((sum, line) => sum + line.backordered, 0);
}

/**
 * Reserves what is good and no draft holds of stock of which the clock says that, and returns what is short. The
 * statement before locked its rows, so nobody changes their sums; this one has a snapshot of its own and sees what was
 * posted and held before it got the locks.
 */
async function reserveByClock(ctx: TxContext, asked: Demand, unreserved: Unreserved): Promise<Unreserved> {
  const { warehouseId, isServed = false } = asked;
  const byClock = unreserved.filter((row) => row.is_by_clock);
  if (byClock.length === 0) return unreserved;
  await fillFirst(
    ctx,
    byClock.map((row) => ({ warehouseId, variantId: row.variant_id, isOverdue: row.is_overdue && !isServed })),
  );
  const demand = byClock.map(({ variant_id, requested }) => ({ variantId: variant_id, quantity: requested }));
  const reserved = ReservedRows.parse(
    await ctx.db.execute(sql`
      update ${stockAvailability} a set reserved = a.reserved + demand.quantity, version = a.version + 1
      from ${rowsOf("demand", { variantId: "uuid", quantity: "bigint" }, demand)}
      where a.warehouse_id = ${warehouseId} and a.variant_id = demand."variantId"
        and demand.quantity <= ${stockFigures(sql`a`).free}
      returning a.variant_id`),
  );
  const done = new Set(reserved.map((row) => row.variant_id));
  return unreserved.filter((row) => !done.has(row.variant_id));
}
