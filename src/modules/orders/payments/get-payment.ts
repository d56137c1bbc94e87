import { and, eq, sql } from "drizzle-orm";
import { orders } from "@/modules/orders/schema";
import { paymentMethods } from "@/modules/shop/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { TxContext } from "@/platform/context";
import { paymentNotFound } from "./refusals";
import { payments } from "./schema";

/** Of which order a payment is never changes, so that it may be read before anything is locked. */
export async function findOrderOf(ctx: TxContext, paymentId: string): Promise<string> {
  const [found] = await ctx.db
    .select({ orderId: payments.orderId })
    .from(payments)
    .innerJoin(orders, eq(orders.id, payments.orderId))
    .where(and(eq(payments.id, paymentId), warehouseScope(ctx, orders.warehouseId)));
  if (!found) throw paymentNotFound({ paymentId });
  return found.orderId;
}

/** With whether it counts for nothing any more. @throws paymentNotFound */
export async function getPayment(ctx: TxContext, paymentId: string) {
  const [payment] = await ctx.db
    .select({
      kind: payments.kind,
      amount: payments.amount,
      method: payments.method,
      methodName: paymentMethods.name,
      paidOn: payments.paidOn,
      reference: payments.reference,
      note: payments.note,
      recordedBy: payments.recordedBy,
      recordedAt: payments.recordedAt,
      /** What voids another is none that could be. */
      isVoided: sql<boolean>`(${payments}.voids_id is not null or exists (
        select from ${payments} later where later.voids_id = ${payments}.id))`,
    })
    .from(payments)
    .innerJoin(paymentMethods, eq(paymentMethods.id, payments.method))
    .where(eq(payments.id, paymentId));
  if (!payment) throw paymentNotFound({ paymentId });
  return payment;
}
