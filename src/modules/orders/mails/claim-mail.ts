import { and, eq, isNull, lt, ne, or, sql } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { orderMails } from "./schema";

/** Longer than any mail server is waited for. */
const SENDING_MINUTES_MAX = 5;
const inHand = sql`now() + make_interval(mins => ${SENDING_MINUTES_MAX})`;

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
      sendingUntil: inHand,
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

/**
 * Asked right before it is handed to the mail server, since printing takes a while: returns whether it is still to go.
 * Whoever erases its customer stops it until then; what the server is told after that can't be taken back.
 */
export async function renewClaim(ctx: Context, mailId: string): Promise<boolean> {
  const renewed = await ctx.db
    .update(orderMails)
    .set({ sendingUntil: inHand })
    .where(and(eq(orderMails.id, mailId), eq(orderMails.state, "queued"), ne(orderMails.recipient, "")))
    .returning({ id: orderMails.id });
  return renewed.length > 0;
}
