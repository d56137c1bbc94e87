import { and, eq, gt, isNotNull, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { getShopSettings } from "@/modules/shop/queries";
import { shopDay } from "@/modules/shop/shop";
import { users } from "@/modules/users/schema";
import type { Context, TxContext } from "@/platform/context";
import { arrayOf, rowsOf } from "@/platform/database/rows";
import { enqueueFollowUp } from "@/platform/outbox/emit";
import { holdReader, moveReader } from "@/platform/outbox/read-facts";
import { inTransaction } from "@/platform/transaction";
import { ROLES, roleMay } from "@/shared/access";
import { mailNotices } from "./contract";
import { kindOf, NOTICE_KINDS, URGENT_KINDS } from "./kind";
import { isMailTime, isUrgentTime, shopHour } from "./schedule";
import { inboxes, notices, notificationChoices } from "./schema";

const READER = "notifications.mail";
const PEOPLE_AT_ONCE_MAX = 500;

/** Which role may read of which kind. Where, and whether they still may, is asked when an email is sent. */
const READERS = NOTICE_KINDS.flatMap((kind) =>
  ROLES.filter((role) => roleMay(role, kindOf(kind).permission)).map((role) => ({ kind, role })),
);
const MAILED_KINDS = NOTICE_KINDS.filter((kind) => kindOf(kind).mail);

/**
 * Notes who wants an email about what is new, and asks for those that are due: one for each person, however much has
 * happened. Whether they may still read of it is asked when it is sent.
 */
export async function planMails(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const held = await holdReader(ctx, READER);
    if (!held) return;
    const [newest] = await ctx.db
      .select({ ordinal: sql`coalesce(max(${notices.ordinal}), 0)`.mapWith(Number) })
      .from(notices);
    const upTo = newest?.ordinal ?? 0;
    if (upTo > held.position) {
      await ctx.db.execute(noteWhoWaits(held.position));
      await moveReader(ctx, READER, upTo);
    }
    const { timeZone } = await getShopSettings(ctx);
    await askForMails(ctx, { upTo, timeZone });
    await endDigests(ctx, timeZone);
  });
}

const isUrgent = sql`notice.kind = any(${arrayOf(URGENT_KINDS, "text")})`;

/** The place before the first that waits is kept, so that what comes later is in the same email. */
const noteWhoWaits = (after: number): SQL => sql`
  insert into ${inboxes} (user_id, urgent_after, other_after)
  select person.id, min(notice.ordinal) filter (where ${isUrgent}) - 1,
    min(notice.ordinal) filter (where not ${isUrgent}) - 1
  from ${notices} notice
  join ${users} person on person.status = 'active' and person.kind = 'person'
    and (notice.user_id is null or notice.user_id = person.id)
  join ${rowsOf("reader", { kind: "text", role: "text" }, READERS)}
    on reader.kind = notice.kind and reader.role = person.role
  left join ${notificationChoices} choice on choice.user_id = person.id and choice.kind = notice.kind
  where notice.ordinal > ${after} and notice.actor_id is distinct from person.id
    and (${isUrgent} or coalesce(choice.mail, notice.kind = any(${arrayOf(MAILED_KINDS, "text")})))
  group by person.id
  on conflict (user_id) do update set
    urgent_after = coalesce(inboxes.urgent_after, excluded.urgent_after),
    other_after = coalesce(inboxes.other_after, excluded.other_after)`;

type Asked = { upTo: number; timeZone: string };
type Inbox = typeof inboxes.$inferSelect;

/** Page by page, since those who wait for their hour must not keep anybody else waiting. */
async function askForMails(ctx: TxContext, asked: Asked): Promise<void> {
  for (let last: string | null = null; ;) {
    const waiting: Inbox[] = await holdWaiting(ctx, last);
    for (const inbox of waiting) await askForMail(ctx, inbox, asked);
    last = waiting.at(-1)?.userId ?? null;
    if (waiting.length < PEOPLE_AT_ONCE_MAX) break;
  }
}

const holdWaiting = (ctx: TxContext, after: string | null): Promise<Inbox[]> =>
  ctx.db
    .select()
    .from(inboxes)
    .where(
      and(
        or(isNotNull(inboxes.urgentAfter), isNotNull(inboxes.otherAfter)),
        after === null ? undefined : gt(inboxes.userId, after),
      ),
    )
    .orderBy(inboxes.userId)
    .limit(PEOPLE_AT_ONCE_MAX)
    .for("update", { skipLocked: true });

async function askForMail(ctx: TxContext, inbox: Inbox, { upTo, timeZone }: Asked): Promise<void> {
  const { userId, urgentAfter, otherAfter } = inbox;
  const sendsUrgent = urgentAfter !== null && isUrgentTime(inbox, ctx.now);
  const sendsOther = otherAfter !== null && isMailTime(inbox, inbox, { now: ctx.now, timeZone });
  if (!sendsUrgent && !sendsOther) return;
  if (sendsUrgent) enqueueFollowUp(ctx, mailNotices, { userId, after: urgentAfter, upTo, isUrgent: true });
  if (sendsOther) enqueueFollowUp(ctx, mailNotices, { userId, after: otherAfter, upTo, isUrgent: false });
  await ctx.db
    .update(inboxes)
    .set({
      mailedAt: ctx.now,
      ...(sendsUrgent && { urgentAfter: null }),
      ...(sendsOther && { otherAfter: null }),
    })
    .where(eq(inboxes.userId, userId));
}

/** A digest whose hour has come is over, sent or with nothing in it: what comes later is in the next day's. */
async function endDigests(ctx: TxContext, timeZone: string): Promise<void> {
  const today = shopDay(timeZone, ctx.now);
  await ctx.db
    .update(inboxes)
    .set({ digestOn: today })
    .where(
      and(
        isNull(inboxes.otherAfter),
        lte(inboxes.digestHour, shopHour(timeZone, ctx.now)),
        sql`${inboxes.digestOn} is distinct from ${today}`,
      ),
    );
}
