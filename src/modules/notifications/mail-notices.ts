import { and, desc, eq, gt, inArray, lte } from "drizzle-orm";
import type * as z from "zod";
import { locations } from "@/modules/inventory/schema";
import { findActivePerson } from "@/modules/users/queries";
import { users } from "@/modules/users/schema";
import { config } from "@/platform/config";
import type { Context } from "@/platform/context";
import type { JobContext } from "@/platform/jobs/handler";
import { onceOutside } from "@/platform/jobs/handler";
import type { Letter } from "@/platform/mail/mail";
import { mailer, sendsMail } from "@/platform/mail/mailer";
import { removeMailFile } from "@/platform/mail/remove-mail-files";
import type { Person } from "@/shared/access";
import { formatCount } from "@/shared/plural";
import { chosenForMail } from "./choices";
import type { mailNotices } from "./contract";
import { kindOf, type NoticeKind, URGENT_KINDS } from "./kind";
import { isMine, isUnseen, SHOWN } from "./queries";
import { notices } from "./schema";
import { hrefOf, titleOf } from "./shown-notice";
import { unsubscribeToken } from "./unsubscribe";

type MailNotices = z.infer<typeof mailNotices.payload>;

const LISTED_MAX = 20;

/**
 * Emails a person what waits for them and is unread, as far as they may read of it now; nothing if that is none. What
 * is about the safety of their account is emailed also if it was read.
 */
export async function mailWaiting(ctx: JobContext, job: MailNotices): Promise<void> {
  await onceOutside(ctx, async () => {
    const person = await findActivePerson(ctx, job.userId);
    if (!person) return;
    const own: Context & { actor: Person } = { ...ctx, actor: { kind: "person", sessionId: "", ...person } };
    const rows = await listWaiting(own, job);
    if (rows.length === 0) return;
    const key = `${ctx.requestId}.${ctx.delivery.outboxId}`;
    const [address] = await ctx.db.select({ email: users.email }).from(users).where(eq(users.id, job.userId));
    const stoppable = [...new Set(rows.map(({ kind }) => kind))].filter((kind) => kindOf(kind).mayStop);
    const url = (path: string) => new URL(path, config().appUrl).href;
    const token = stoppable.length > 0 ? encodeURIComponent(unsubscribeToken(job.userId, stoppable)) : null;
    await mailer().send({
      to: address?.email ?? "",
      key,
      letter: letterOf(rows, { url, stopPath: token && `/unsubscribe?token=${token}` }),
      unsubscribeUrl: token === null ? undefined : url(`/api/unsubscribe?token=${token}`),
    });
    // Where emails are files, the job that erases them may have looked while this one was written.
    if (!sendsMail() && (await wereErased(ctx, rows))) await removeMailFile(key);
  });
}

/** Whether somebody was erased since these were read, and they say something else by now. */
async function wereErased(ctx: JobContext, rows: readonly Waiting[]): Promise<boolean> {
  const ids = rows.map(({ noticeId }) => noticeId);
  const now = await ctx.db
    .select({ id: notices.id, detail: notices.detail })
    .from(notices)
    .where(inArray(notices.id, ids));
  const detailOf = new Map(now.map(({ id, detail }) => [id, detail]));
  return rows.some(({ noticeId, detail }) => detailOf.get(noticeId) !== detail);
}

type Waiting = Awaited<ReturnType<typeof listWaiting>>[number];

async function listWaiting(ctx: Context & { actor: Person }, { after, upTo, isUrgent }: MailNotices) {
  const kinds: readonly NoticeKind[] = isUrgent ? URGENT_KINDS : await chosenForMail(ctx);
  if (kinds.length === 0) return [];
  return ctx.db
    .select({ noticeId: notices.id, ...SHOWN })
    .from(notices)
    .leftJoin(locations, eq(locations.id, notices.warehouseId))
    .where(
      and(
        isMine(ctx),
        inArray(notices.kind, [...kinds]),
        gt(notices.ordinal, after),
        lte(notices.ordinal, upTo),
        // Whoever has got into an account could else read it away before its owner hears of it.
        isUrgent ? undefined : isUnseen(ctx),
      ),
    )
    .orderBy(desc(notices.ordinal))
    .limit(LISTED_MAX + 1);
}

function letterOf(
  rows: readonly Waiting[],
  { url, stopPath }: { url: (path: string) => string; stopPath: string | null },
): Letter {
  const [first] = rows;
  const shown = rows.slice(0, LISTED_MAX);
  const more = rows.length > shown.length ? ["The rest is in Quartermaster."] : [];
  return {
    subject: rows.length === 1 && first ? titleOf(first) : formatCount(shown.length, "notification"),
    lines: [
      rows.length === 1 ? "This happened in Quartermaster:" : "This happened in Quartermaster, newest first:",
      ...more,
    ],
    items: shown.map((row) => ({
      title: titleOf(row),
      detail: [row.detail, row.warehouseName].filter((part) => part).join(" · "),
      href: url(hrefOf(row)),
    })),
    action: { label: "Open notifications", href: url("/notifications") },
    footer: [
      {
        text: "You get this email by your choices in Quartermaster. Change them in your profile",
        href: url("/profile"),
      },
      ...(stopPath === null ? [] : [{ text: "Stop emails about these", href: url(stopPath) }]),
    ],
  };
}
