import { and, desc, eq, inArray, isNotNull, or, sql } from "drizzle-orm";
import type { OrderRef } from "@/modules/orders/contract";
import { orderNotFound } from "@/modules/orders/refusals";
import { orders } from "@/modules/orders/schema";
import { users } from "@/modules/users/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context } from "@/platform/context";
import { mailNotFound } from "./refusals";
import { orderMails } from "./schema";

/** What was sent of an order by email, the latest first. @throws orderNotFound also without access to its warehouse */
export async function getMails(ctx: Context, { orderId }: OrderRef) {
  const [[order], rows] = await Promise.all([
    ctx.db
      .select({ id: orders.id })
      .from(orders)
      .where(and(eq(orders.id, orderId), warehouseScope(ctx, orders.warehouseId))),
    ctx.db
      .select({
        id: orderMails.id,
        kind: orderMails.kind,
        documentId: orderMails.documentId,
        number: orderMails.number,
        recipient: orderMails.recipient,
        subject: orderMails.subject,
        body: orderMails.body,
        state: orderMails.state,
        answer: orderMails.answer,
        tries: orderMails.tries,
        askedAt: orderMails.askedAt,
        askedByName: users.name,
        endedAt: orderMails.endedAt,
        sha256: orderMails.sha256,
        hasPdf: sql<boolean>`${orderMails.pdf} is not null`,
      })
      .from(orderMails)
      .innerJoin(users, eq(users.id, orderMails.askedBy))
      .where(eq(orderMails.orderId, orderId))
      .orderBy(desc(orderMails.id)),
  ]);
  if (!order) throw orderNotFound({ orderId });
  return { rows };
}

/** The very PDF that an email carried. @throws mailNotFound also once its customer was erased */
export async function getSentPdf(ctx: Context, mailId: string): Promise<{ fileName: string; pdf: Buffer }> {
  const [found] = await ctx.db
    .select({ fileName: orderMails.fileName, pdf: orderMails.pdf })
    .from(orderMails)
    .innerJoin(orders, eq(orders.id, orderMails.orderId))
    .where(and(eq(orderMails.id, mailId), isNotNull(orderMails.pdf), warehouseScope(ctx, orders.warehouseId)));
  if (!found?.pdf) throw mailNotFound({});
  return { fileName: found.fileName, pdf: found.pdf };
}

/** What was sent to a customer, and of what are their orders by now. */
export const listSent = (ctx: Context, customerId: string, orderIds: string[]) =>
  ctx.db
    .select({
      orderId: orderMails.orderId,
      document: orderMails.number,
      recipient: orderMails.recipient,
      subject: orderMails.subject,
      body: orderMails.body,
      askedAt: orderMails.askedAt,
      state: orderMails.state,
      endedAt: orderMails.endedAt,
      answer: orderMails.answer,
      sha256: orderMails.sha256,
    })
    .from(orderMails)
    .where(or(eq(orderMails.customerId, customerId), inArray(orderMails.orderId, orderIds)))
    .orderBy(orderMails.id);

/** Whether its customer was erased since it was taken in hand. */
export async function wasErased(ctx: Context, mailId: string): Promise<boolean> {
  return (await ctx.db.$count(orderMails, and(eq(orderMails.id, mailId), eq(orderMails.recipient, "")))) > 0;
}
