import { and, eq, sql } from "drizzle-orm";
import type { CustomerRef, ListCustomers } from "@/modules/customers/contract";
import { listCustomers } from "@/modules/customers/queries";
import { shopToday } from "@/modules/shop/shop-today";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { ReadContext } from "@/platform/context";
import { asCount, asMoney } from "@/platform/database/numbers";
import { arrayOf } from "@/platform/database/rows";
import { billedNet, billedTax } from "./amounts";
import { isOverdue, openAmount } from "./payments/conditions";
import { isSale } from "./sales";
import { orders } from "./schema";

const saleSum = (amount: typeof billedNet) =>
  asMoney(sql`coalesce(sum(${amount(orders)}) filter (where ${isSale}), 0)`);

/** A page of customers, each with their orders and what those bill in the warehouses of the person who asks. */
export async function listCustomersWithOrderCount(ctx: ReadContext, input: ListCustomers) {
  const page = await listCustomers(ctx, input);
  const customerIds = page.rows.map(({ id }) => id);
  const sums = await ctx.db
    .select({ customerId: orders.customerId, count: asCount(sql`count(*)`), billedNet: saleSum(billedNet) })
    .from(orders)
    .where(
      and(eq(orders.customerId, sql`any(${arrayOf(customerIds, "uuid")})`), warehouseScope(ctx, orders.warehouseId)),
    )
    .groupBy(orders.customerId);
  const byCustomer = new Map(sums.map((row) => [row.customerId, row]));
  return {
    ...page,
    rows: page.rows.map((row) => {
      const own = byCustomer.get(row.id);
      return { ...row, orderCount: own?.count ?? 0, billedNet: own?.billedNet ?? 0 };
    }),
  };
}

/** What a customer's orders come to in the warehouses of the person who asks. */
export async function getCustomerTotals(ctx: ReadContext, { customerId }: CustomerRef) {
  const [totals] = await ctx.db
    .select({
      orderCount: asCount(sql`count(*)`),
      openCount: asCount(sql`count(*) filter (where ${orders.status} in ('draft', 'confirmed', 'on_hold'))`),
      billedNet: saleSum(billedNet),
      billedTax: saleSum(billedTax),
      /** Of what is confirmed, what is left to pay, and how much of it is late. */
      openAmount: asMoney(sql`coalesce(sum(${openAmount(orders)}) filter (where ${orders.status} <> 'draft'), 0)`),
      overdueAmount: asMoney(
        sql`coalesce(sum(${openAmount(orders)}) filter (where ${isOverdue(orders, shopToday)}), 0)`,
      ),
      lastPlacedAt: sql<Date | null>`max(${orders.placedAt})`.mapWith(orders.placedAt),
    })
    .from(orders)
    .where(and(eq(orders.customerId, customerId), warehouseScope(ctx, orders.warehouseId)));
  if (!totals) throw new Error("Sums without groups are one row.");
  return totals;
}
