import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { customers } from "@/modules/customers/schema";
import { findBrokenReservations, type Loss } from "@/modules/inventory/reservations/break-reservations";
import { stockReservations } from "@/modules/inventory/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context } from "@/platform/context";
import { orders } from "./schema";

/** The orders that would be short of their reserved items if so much of a bin were lost, the newest first. */
export async function listBrokenOrders(ctx: Context, loss: Loss) {
  const broken = await findBrokenReservations(ctx, loss);
  const named = await findOrders(
    ctx,
    broken.map(({ documentId }) => documentId),
  );
  return broken.flatMap(({ lineId, documentId, quantity }) => {
    const order = named.get(documentId);
    return order ? [{ lineId, quantity, orderId: documentId, ...order }] : [];
  });
}

/** How many reserved items an open order has lost and not got back; `row` is how the statement names the order. */
export const shortOf = (row: SQL): SQL => waitingOf(row, sql`short`);
/** How many items an open order waits for that were not there when they were ordered. */
export const backorderedOf = (row: SQL): SQL => waitingOf(row, sql`backordered`);

const waitingOf = (row: SQL, column: SQL): SQL => sql`(case when ${row}.status in ('confirmed', 'on_hold') then (
  select coalesce(sum(reservation.${column}), 0) from ${stockReservations} reservation
  where reservation.document_id = ${row}.id and reservation.${column} > 0
) else 0 end)`;

/** The same as a condition: from the few reservations that are short to their orders. */
export const isShortOrder: SQL = sql`(${orders.status} in ('confirmed', 'on_hold') and ${orders.id} in (
  select ${stockReservations.documentId} from ${stockReservations} where ${stockReservations.short} > 0))`;

/** By the index of those who wait. */
export const isBackorderedOrder: SQL = sql`(${orders.status} in ('confirmed', 'on_hold') and ${orders.id} in (
  select ${stockReservations.documentId} from ${stockReservations}
  where ${stockReservations.short} + ${stockReservations.backordered} > 0 and ${stockReservations.backordered} > 0))`;

/** What history and events say of an order. */
export async function findOrders(ctx: Pick<Context, "db" | "actor">, orderIds: readonly string[]) {
  if (orderIds.length === 0) return new Map<string, never>();
  const rows = await ctx.db
    .select({
      id: orders.id,
      number: orders.number,
      customerId: orders.customerId,
      customerName: customers.name,
      warehouseId: orders.warehouseId,
    })
    .from(orders)
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .where(and(inArray(orders.id, [...orderIds]), warehouseScope(ctx, orders.warehouseId)));
  return new Map(rows.map(({ id, ...order }) => [id, order]));
}
