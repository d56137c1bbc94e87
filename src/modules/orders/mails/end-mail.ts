import { and, eq, sql } from "drizzle-orm";
import { formatOrderNumber } from "@/modules/orders/order";
import { orders } from "@/modules/orders/schema";
import { recordChange } from "@/platform/audit/record-change";
import type { Context, TxContext } from "@/platform/context";
import { emit, emitProgress } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { mailEnded, mailTried } from "./facts";
import { ANSWER_CHARACTERS_MAX, type MailState } from "./mail";
import { orderMails } from "./schema";

type Ended = { mailId: string; state: Exclude<MailState, "queued">; answer: string };

/** A server may name the address in what it says, so nothing is written down of whoever was erased meanwhile. */
const answered = (answer: string) =>
  sql`case when ${orderMails.recipient} = '' then '' else ${answer.slice(0, ANSWER_CHARACTERS_MAX)} end`;

/** What the server said last tells more than that it was given up. */
const endedWith = (state: Ended["state"], answer: string) =>
  state === "stopped" ? sql`coalesce(nullif(${orderMails.answer}, ''), ${answered(answer)})` : answered(answer);

const isOpen = (mailId: string) => and(eq(orderMails.id, mailId), eq(orderMails.state, "queued"));

/** Writes down that an email went, or why it never will. */
export async function endMail(ctx: Context, { mailId, state, answer }: Ended): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const [ended] = await ctx.db
      .update(orderMails)
      .set({ state, endedAt: ctx.now, answer: endedWith(state, answer), sendingUntil: null })
      .where(isOpen(mailId))
      .returning({ orderId: orderMails.orderId, number: orderMails.number });
    if (!ended) return;
    const order = await findOrder(ctx, ended.orderId);
    recordChange(ctx, {
      entity: "order",
      entityId: order.id,
      label: formatOrderNumber(order.number),
      warehouseIds: [order.warehouseId],
      before: {},
      after: { [state === "sent" ? "sent" : "notSent"]: ended.number },
    });
    emit(ctx, mailEnded, { orderId: order.id, customerId: order.customerId, mailId });
  });
}

/** Lets go of an email that could not be handed over this time. */
export async function releaseMail(ctx: Context, { mailId, answer }: Omit<Ended, "state">): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const [released] = await ctx.db
      .update(orderMails)
      .set({ answer: answered(answer), sendingUntil: null })
      .where(isOpen(mailId))
      .returning({ orderId: orderMails.orderId });
    if (!released) return;
    const order = await findOrder(ctx, released.orderId);
    emitProgress(ctx, mailTried, { orderId: order.id, customerId: order.customerId, mailId });
  });
}

async function findOrder(ctx: TxContext, orderId: string) {
  const [order] = await ctx.db
    .select({
      id: orders.id,
      number: orders.number,
      customerId: orders.customerId,
      warehouseId: orders.warehouseId,
    })
    .from(orders)
    .where(eq(orders.id, orderId));
  if (!order) throw new Error("An email is of an order.");
  return order;
}
