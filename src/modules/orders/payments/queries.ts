import { and, asc, desc, eq, isNull, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { customers } from "@/modules/customers/schema";
import { billedTotal } from "@/modules/orders/amounts";
import type { OrderRef } from "@/modules/orders/contract";
import { orderNotFound } from "@/modules/orders/refusals";
import { orders } from "@/modules/orders/schema";
import { firstInUse } from "@/modules/shop/payment-method";
import { listPaymentMethods } from "@/modules/shop/queries";
import { paymentMethods } from "@/modules/shop/schema";
import { shopToday } from "@/modules/shop/shop-today";
import { users } from "@/modules/users/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import { actorId, type Context, type ReadContext } from "@/platform/context";
import { asCount, asMoney } from "@/platform/database/numbers";
import { can } from "@/shared/access";
import { isOpenDue, isOverdue } from "./conditions";
import { payments } from "./schema";
import { isVoidableBy } from "./voidable";

const voids = alias(payments, "voids");
/** Of which order a payment was before it was moved. */
const moved = alias(payments, "moved");
const sources = alias(orders, "sources");
const voiders = alias(users, "voiders");

/**
 * What was paid of an order and given back, the oldest first; how the shop is paid, and what of that the next payment
 * begins with: how its customer pays, or what this person chose last.
 */
export async function getPayments(ctx: Context, { orderId }: OrderRef) {
  const [[order], rows, lastMethod, methods] = await Promise.all([
    ctx.db
      .select({ id: orders.id, ofCustomer: customers.paymentMethod })
      .from(orders)
      .innerJoin(customers, eq(customers.id, orders.customerId))
      .where(and(eq(orders.id, orderId), warehouseScope(ctx, orders.warehouseId))),
    listPayments(ctx, orderId),
    findLastMethod(ctx),
    listPaymentMethods(ctx),
  ]);
  if (!order) throw orderNotFound({ orderId });
  return {
    methods,
    suggestedMethod: firstInUse(methods, order.ofCustomer, lastMethod),
    rows: rows.map(({ recordedBy, ...row }) => ({
      ...row,
      mayVoid:
        row.voidedAt === null && can(ctx.actor, "orders.void-payment") && isVoidableBy(ctx, { recordedBy, ...row }),
    })),
  };
}

const listPayments = (ctx: Context, orderId: string) =>
  ctx.db
    .select({
      id: payments.id,
      kind: payments.kind,
      amount: payments.amount,
      method: payments.method,
      methodName: paymentMethods.name,
      paidOn: payments.paidOn,
      reference: payments.reference,
      note: payments.note,
      movedFromNumber: sources.number,
      recordedBy: payments.recordedBy,
      recordedByName: users.name,
      recordedAt: payments.recordedAt,
      voidedAt: voids.recordedAt,
      voidedByName: voiders.name,
      voidReason: voids.note,
    })
    .from(payments)
    .innerJoin(users, eq(users.id, payments.recordedBy))
    .innerJoin(paymentMethods, eq(paymentMethods.id, payments.method))
    .leftJoin(voids, eq(voids.voidsId, payments.id))
    .leftJoin(moved, eq(moved.id, payments.movedFromId))
    .leftJoin(sources, and(eq(sources.id, moved.orderId), ne(sources.id, payments.orderId)))
    .leftJoin(voiders, eq(voiders.id, voids.recordedBy))
    .where(and(eq(payments.orderId, orderId), isNull(payments.voidsId)))
    .orderBy(asc(payments.paidOn), asc(payments.id));

async function findLastMethod(ctx: Context) {
  const [last] = await ctx.db
    .select({ method: payments.method })
    .from(payments)
    .where(eq(payments.recordedBy, actorId(ctx) ?? sql`null`))
    .orderBy(desc(payments.id))
    .limit(1);
  return last?.method ?? null;
}

const openOf = sql`${billedTotal(orders)} - ${orders.paid}`;

/** What is owed to the shop by a due day, and how much of it is late, in the warehouses of the person who asks. */
export async function getReceivables(ctx: ReadContext) {
  const isLate = isOverdue(orders, shopToday);
  const [sums] = await ctx.db
    .select({
      due: asMoney(sql`coalesce(sum(${openOf}), 0)`),
      overdue: asMoney(sql`coalesce(sum(${openOf}) filter (where ${isLate}), 0)`),
      overdueOrders: asCount(sql`count(*) filter (where ${isLate})`),
    })
    .from(orders)
    .where(and(isOpenDue(orders), warehouseScope(ctx, orders.warehouseId)));
  if (!sums) throw new Error("Sums without groups are one row.");
  return sums;
}
