import { and, eq, inArray } from "drizzle-orm";
import { customers } from "@/modules/customers/schema";
import { orderHoldEnded, orderHoldShrunk } from "@/modules/orders/holds/hold";
import { canHoldStock, formatOrderNumber, ORDER_STATUSES } from "@/modules/orders/order";
import { orders } from "@/modules/orders/schema";
import type { TxContext } from "@/platform/context";
import type { ReadFact } from "@/platform/outbox/read-facts";
import { idsUnder } from "./causes/cause";
import { type Finder, type Happening, NOBODY } from "./happening";
import { holdCustomers } from "./hold-customers";
import type { NoticeKind } from "./kind";

/** A quote holds its stock no longer: whoever placed it is told, as long as it is still one. */
export const findEndedHolds: Finder = (ctx, facts) => findQuotes(ctx, facts, orderHoldEnded.name, "hold-ended");

/** Or it holds less, since items were lost. */
export const findShrunkHolds: Finder = (ctx, facts) => findQuotes(ctx, facts, orderHoldShrunk.name, "hold-shrunk");

async function findQuotes(
  ctx: TxContext,
  facts: readonly ReadFact[],
  name: string,
  kind: NoticeKind,
): Promise<Happening[]> {
  const told = facts.filter((fact) => fact.name === name);
  const ids = told.flatMap((fact) => idsUnder(fact, "orderId"));
  if (ids.length === 0) return [];
  await holdCustomers(ctx, ids);
  const rows = await ctx.db
    .select({ orderId: orders.id, number: orders.number, placedBy: orders.placedBy, customer: customers.name })
    .from(orders)
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .where(and(inArray(orders.id, ids), inArray(orders.status, ORDER_STATUSES.filter(canHoldStock))))
    .orderBy(orders.number);
  return rows.map(({ orderId, number, placedBy, customer }) => ({
    ...NOBODY,
    kind,
    userId: placedBy,
    subjectId: orderId,
    label: formatOrderNumber(number),
    detail: customer,
  }));
}
