import { and, eq, isNull, lt, ne, or, sql } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { orderMails } from "./schema";

/** Longer than any mail server is waited for. */
const SENDING_MINUTES_MAX = 5;

export type ClaimedMail = NonNullable<Awaited<ReturnType<typeof claimMail>>>;

/**
 * Takes an email in hand, so that no other worker sends it meanwhile; null where it has ended. By the clock of the
 * database, since two machines may have two.
 * @throws Error while another has it in hand
 */
export async function claimMail(ctx: Context, mailId: string) {
  const isFree = or(isNull(orderMails.sendingUntil), lt(orderMails.sendingUntil, sql`now()`));
  const [claimed] = await ctx.db
    .update(orderMails)
    .set({
      sendingUntil: sql`now() + make_interval(mins => ${SENDING_MINUTES_MAX})`,
      tries: sql`${orderMails.tries} + 1`,
    })
    .where(and(eq(orderMails.id, mailId), eq(orderMails.state, "queued"), ne(orderMails.recipient, ""), isFree))
    .returning({
      id: orderMails.id,
      orderId: orderMails.orderId,
      kind: orderMails.kind,
      documentId: orderMails.documentId,
      recipient: orderMails.recipient,
      subject: orderMails.subject,
      body: orderMails.body,
      fileName: orderMails.fileName,
      pdf: orderMails.pdf,
    });
  if (claimed) return claimed;
  const [found] = await ctx.db.select({ state: orderMails.state }).from(orderMails).where(eq(orderMails.id, mailId));
  if (found?.state === "queued") throw new Error("Another worker has this email in hand.");
  return null;
}
