import { and, asc, eq, inArray, ne, sql } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { orders, shipments } from "./schema";

const NAMED_MAX = 20;

/** The numbers of orders that still have something to do with their customer, the first few of them. */
export async function listOpenOrders(ctx: TxContext, customerId: string): Promise<number[]> {
  const rows = await ctx.db
    .select({ number: orders.number })
    .from(orders)
    .where(and(eq(orders.customerId, customerId), inArray(orders.status, ["draft", "confirmed", "on_hold"])))
    .orderBy(asc(orders.number))
    .limit(NAMED_MAX);
  return rows.map(({ number }) => number);
}

/** Takes what was written about a customer out of their orders; amounts, items and numbers stay. */
export async function eraseOrders(ctx: TxContext, customerId: string): Promise<void> {
  const isOfCustomer = eq(orders.customerId, customerId);
  await ctx.db
    .update(orders)
    .set({ note: "", version: sql`${orders.version} + 1` })
    .where(and(isOfCustomer, ne(orders.note, "")));
  await ctx.db
    .update(shipments)
    .set({ tracking: "", voidReason: "" })
    .where(inArray(shipments.orderId, ctx.db.select({ id: orders.id }).from(orders).where(isOfCustomer)));
}
