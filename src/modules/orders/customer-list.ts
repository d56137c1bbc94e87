import { and, eq, sql } from "drizzle-orm";
import type { CustomerRef, ListCustomers } from "@/modules/customers/contract";
import { listCustomers } from "@/modules/customers/queries";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context } from "@/platform/context";
import { asCount, asMoney } from "@/platform/database/numbers";
import { arrayOf } from "@/platform/database/rows";
import { orders } from "./schema";

/** A page of customers, each with the number of orders in the warehouses of the person who asks. */
export async function listCustomersWithOrderCount(ctx: Context, input: ListCustomers) {
  const page = await listCustomers(ctx, input);
  const customerIds = page.rows.map(({ id }) => id);
  const counted = await ctx.db
    .select({ customerId: orders.customerId, count: asCount(sql`count(*)`) })
    .from(orders)
    .where(
      and(eq(orders.customerId, sql`any(${arrayOf(customerIds, "uuid")})`), warehouseScope(ctx, orders.warehouseId)),
    )
    .groupBy(orders.customerId);
  const counts = new Map(counted.map(({ customerId, count }) => [customerId, count]));
  return { ...page, rows: page.rows.map((row) => ({ ...row, orderCount: counts.get(row.id) ?? 0 })) };
}

/** What a customer's orders come to in the warehouses of the person who asks. */
export async function getCustomerTotals(ctx: Context, { customerId }: CustomerRef) {
  const [totals] = await ctx.db
    .select({
      orderCount: asCount(sql`count(*)`),
      openCount: asCount(sql`count(*) filter (where ${orders.status} in ('draft', 'confirmed', 'on_hold'))`),
      netTotal: asMoney(sql`coalesce(sum(${orders.netTotal}) filter (
        where ${orders.confirmedAt} is not null and ${orders.status} <> 'cancelled'), 0)`),
      lastPlacedAt: sql<Date | null>`max(${orders.placedAt})`.mapWith(orders.placedAt),
    })
    .from(orders)
    .where(and(eq(orders.customerId, customerId), warehouseScope(ctx, orders.warehouseId)));
  if (!totals) throw new Error("Sums without groups are one row.");
  return totals;
}
