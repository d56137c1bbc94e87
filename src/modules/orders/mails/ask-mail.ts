import { and, eq, gt, sql } from "drizzle-orm";
import { lockUsable } from "@/modules/customers/lock-customer";
import { formatOrderNumber } from "@/modules/orders/order";
import { orderNotFound } from "@/modules/orders/refusals";
import { orders } from "@/modules/orders/schema";
import { recordChange } from "@/platform/audit/record-change";
import { requireActorId, type TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { newId } from "@/shared/id";
import { mailAsked } from "./facts";
import type { MailedKind } from "./mail";
import { mailsTooFast, tooManyMails } from "./refusals";
import { orderMails } from "./schema";

/** All of an order are read at once. */
const MAILS_OF_ORDER_MAX = 100;
/** By hand nobody comes near; a program that went wild would have the shop taken for one that sends spam. */
const MAILS_AN_HOUR_MAX = 200;
const HOUR_MS = 3_600_000;

type Asked = {
  orderId: string;
  kind: MailedKind;
  documentId: string;
  number: string;
  recipient: string;
  subject: string;
  body: string;
};

/**
 * Notes that a document is to be sent. Its history names the document and no address: that stands here, as long as the
 * customer. The caller has it sent.
 * @throws orderNotFound, customerErased, customerMerged, tooManyMails, mailsTooFast
 */
export async function askMail(ctx: TxContext, { orderId, ...asked }: Asked): Promise<string> {
  const [order] = await ctx.db.select().from(orders).where(eq(orders.id, orderId));
  if (!order) throw orderNotFound({ orderId });
  // Held, so that whoever is erased meanwhile leaves no address behind.
  await lockUsable(ctx, order.customerId);
  const askedBy = requireActorId(ctx);
  await assertFew(ctx, order, askedBy);
  const { customerId } = order;
  const mailId = newId();
  await ctx.db
    .insert(orderMails)
    .values({ id: mailId, orderId: order.id, customerId, ...asked, askedBy, askedAt: ctx.now });
  recordChange(ctx, {
    entity: "order",
    entityId: order.id,
    label: formatOrderNumber(order.number),
    warehouseIds: [order.warehouseId],
    before: {},
    after: { mailed: asked.number },
  });
  emit(ctx, mailAsked, { orderId: order.id, customerId, mailId });
  return mailId;
}

type Order = { id: string; number: number };

async function assertFew(ctx: TxContext, { id, number }: Order, askedBy: string): Promise<void> {
  const ofOrder = await ctx.db.$count(orderMails, eq(orderMails.orderId, id));
  if (ofOrder >= MAILS_OF_ORDER_MAX) throw tooManyMails({ number, mailsMax: MAILS_OF_ORDER_MAX });
  // One after another, so that none slips through beside another.
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('emails by ' || ${askedBy}, 0))`);
  const since = new Date(ctx.now.getTime() - HOUR_MS);
  const ofLate = await ctx.db.$count(orderMails, and(eq(orderMails.askedBy, askedBy), gt(orderMails.askedAt, since)));
  if (ofLate >= MAILS_AN_HOUR_MAX) throw mailsTooFast({ mailsMax: MAILS_AN_HOUR_MAX });
}
