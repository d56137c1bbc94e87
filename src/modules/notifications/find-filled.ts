import { and, eq, inArray } from "drizzle-orm";
import { customers } from "@/modules/customers/schema";
import { orderFilled } from "@/modules/orders/contract";
import { formatOrderNumber, keepsReservations, ORDER_STATUSES } from "@/modules/orders/order";
import { orders } from "@/modules/orders/schema";
import { idsUnder } from "./causes/cause";
import { type Finder, NOBODY } from "./happening";
import { holdCustomers } from "./hold-customers";

/**
 * An order has all that it waited for: whoever placed it is told, as long as there is something to ship. Several
 * deliveries may end one wait at once, and each says so; of one version of the order people hear it once.
 */
export const findFilled: Finder = async (ctx, facts) => {
  const ids = facts.flatMap((fact) => (fact.name === orderFilled.name ? idsUnder(fact, "orderId") : []));
  if (ids.length === 0) return [];
  await holdCustomers(ctx, ids);
  const rows = await ctx.db
    .select({
      orderId: orders.id,
      number: orders.number,
      version: orders.version,
      placedBy: orders.placedBy,
      customer: customers.name,
    })
    .from(orders)
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .where(and(inArray(orders.id, ids), inArray(orders.status, ORDER_STATUSES.filter(keepsReservations))))
    .orderBy(orders.number);
  return rows.map(({ orderId, number, version, placedBy, customer }) => ({
    ...NOBODY,
    kind: "order-filled",
    userId: placedBy,
    subjectId: orderId,
    label: formatOrderNumber(number),
    detail: customer,
    onceKey: `order-filled ${orderId} ${version}`,
  }));
};
