import { and, desc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { approvalRequests } from "@/modules/approvals/schema";
import type { OrderRef } from "@/modules/orders/contract";
import { orderNotFound } from "@/modules/orders/refusals";
import { orderLines, orders } from "@/modules/orders/schema";
import { findOffers } from "@/modules/pricing/offers";
import { listedPrice } from "@/modules/pricing/price";
import { users } from "@/modules/users/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context, ReadContext } from "@/platform/context";
import { ROLES } from "@/shared/access";
import { isApproved } from "./assert-discount";
import { discountOf, isAbove, paidPart } from "./discount";
import { discountLimits } from "./schema";

/** The limit of each role, in the order of roles; null is none. */
export async function listDiscountLimits(ctx: ReadContext) {
  const rows = await ctx.db.select().from(discountLimits);
  return ROLES.map((role) => ({ role, rateMax: rows.find((row) => row.role === role)?.rateMax ?? null }));
}

/** What an order gives away, whether the person who asks may confirm that, and what was asked last. */
export async function getDiscount(ctx: Context, { orderId }: OrderRef) {
  const [order] = await ctx.db
    .select({
      id: orders.id,
      version: orders.version,
      customerId: orders.customerId,
      warehouseId: orders.warehouseId,
      discountRate: orders.discountRate,
      discountAmount: orders.discountAmount,
    })
    .from(orders)
    .where(and(eq(orders.id, orderId), warehouseScope(ctx, orders.warehouseId)));
  if (!order) throw orderNotFound({ orderId });
  const [lines, limits, request] = await Promise.all([
    listDiscountable(ctx, order),
    listDiscountLimits(ctx),
    findLastRequest(ctx, orderId),
  ]);
  const discount = discountOf(lines, paidPart(lines, order));
  const { actor } = ctx;
  const limit = actor.kind === "person" ? (limits.find(({ role }) => role === actor.role)?.rateMax ?? null) : null;
  const isOver = isAbove(discount, limit);
  return {
    ...discount,
    limit,
    isOver,
    isApproved: isOver && (await isApproved(ctx, { ...order, ...discount })),
    request,
  };
}

async function listDiscountable(ctx: Context, { id, customerId }: { id: string; customerId: string }) {
  const lines = await ctx.db
    .select({
      variantId: orderLines.variantId,
      quantity: orderLines.quantity,
      unitPrice: orderLines.unitPrice,
      discountRate: orderLines.discountRate,
      discountAmount: orderLines.discountAmount,
      orderDiscount: orderLines.orderDiscount,
    })
    .from(orderLines)
    .where(eq(orderLines.orderId, id));
  const offers = await findOffers(ctx, { customerId, variantIds: lines.map(({ variantId }) => variantId) });
  return lines.map((line) => ({ ...line, listPrice: listedPrice(offers.get(line.variantId), line.quantity).price }));
}

/** The limit of whoever asks; null is none. */
export async function findOwnLimit({ db, actor }: Pick<Context, "db" | "actor">): Promise<number | null> {
  if (actor.kind !== "person") return null;
  const [own] = await db
    .select({ rateMax: discountLimits.rateMax })
    .from(discountLimits)
    .where(eq(discountLimits.role, actor.role));
  return own?.rateMax ?? null;
}

const deciders = alias(users, "deciders");

async function findLastRequest(ctx: Context, orderId: string) {
  const [request] = await ctx.db
    .select({
      approvalId: approvalRequests.id,
      state: approvalRequests.state,
      reason: approvalRequests.reason,
      askedByName: users.name,
      askedAt: approvalRequests.askedAt,
      decidedByName: deciders.name,
      note: approvalRequests.note,
      isOwn: sql<boolean>`${approvalRequests.askedBy} = ${ctx.actor.kind === "person" ? ctx.actor.userId : null}`,
    })
    .from(approvalRequests)
    .innerJoin(users, eq(users.id, approvalRequests.askedBy))
    .leftJoin(deciders, eq(deciders.id, approvalRequests.decidedBy))
    .where(and(eq(approvalRequests.subjectId, orderId), eq(approvalRequests.kind, "order-discount")))
    .orderBy(desc(approvalRequests.id))
    .limit(1);
  return request ?? null;
}
