import { and, eq, gt, isNull, ne, not, or, type SQL, sql } from "drizzle-orm";
import { locations } from "@/modules/inventory/schema";
import { users } from "@/modules/users/schema";
import { actorId, type ReadContext } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { asCount } from "@/platform/database/numbers";
import type { ListAlerts, ListNotices } from "./contract";
import { alerts, inboxes, noticeReads, notices, notificationChoices } from "./schema";
import { hrefOf, titleOf } from "./shown-notice";
import { visibleTo } from "./visible";

/** The bell counts no further; "99+" says that there are more. */
const UNREAD_COUNTED_MAX = 100;

const NEWEST_FIRST = keyset([notices.ordinal, "bigint"]);
const LATEST_FIRST = keyset([alerts.openedAt, "timestamptz"], [alerts.id, "uuid"]);

/** What concerns the person who asks: not what they did themselves, nor what is older than their account. */
export const isMine = (ctx: ReadContext): SQL | undefined => {
  const own = actorId(ctx) ?? sql`null`;
  return and(
    visibleTo(ctx, notices),
    or(isNull(notices.actorId), ne(notices.actorId, own)),
    sql`${notices.createdAt} >= (select ${users.createdAt} from ${users} where ${eq(users.id, own)})`,
  );
};

/** Whether they want to see it in the app. */
const isInApp = (ctx: ReadContext): SQL =>
  sql`not exists (select from ${notificationChoices} where ${notificationChoices.userId} = ${actorId(ctx)}
    and ${notificationChoices.kind} = ${notices.kind} and not ${notificationChoices.app})`;

export const inInbox = (ctx: ReadContext): SQL | undefined => and(isMine(ctx), isInApp(ctx));

const readUpTo = (ctx: ReadContext): SQL => sql`coalesce((
  select ${inboxes.readUpTo} from ${inboxes} where ${inboxes.userId} = ${actorId(ctx)}), 0)`;

const isUnread = (
  ctx: ReadContext,
): SQL<boolean> => sql<boolean>`(${notices.ordinal} > ${readUpTo(ctx)} and not exists (
  select from ${noticeReads} where ${noticeReads.noticeId} = ${notices.id}
    and ${noticeReads.userId} = ${actorId(ctx)} and ${noticeReads.ordinal} >= ${notices.ordinal}))`;

/** What is new to them: unread, or kept out of their inbox, where nobody can have read it. */
export const isUnseen = (ctx: ReadContext): SQL | undefined => or(not(isInApp(ctx)), isUnread(ctx));

/** What the sentence of a notice and its place are made of. */
export const SHOWN = {
  kind: notices.kind,
  count: notices.count,
  label: notices.label,
  detail: notices.detail,
  subjectId: notices.subjectId,
  warehouseId: notices.warehouseId,
  warehouseName: locations.name,
};

/** The inbox of the person who asks, newest first. */
export async function listNotices(ctx: ReadContext, { unread, cursor, limit }: ListNotices) {
  const rows = await ctx.db
    .select({
      id: notices.id,
      ordinal: notices.ordinal,
      ...SHOWN,
      changedAt: notices.changedAt,
      isUnread: isUnread(ctx),
      keys: NEWEST_FIRST.keys,
    })
    .from(notices)
    .leftJoin(locations, eq(locations.id, notices.warehouseId))
    .where(and(inInbox(ctx), unread ? isUnread(ctx) : undefined, NEWEST_FIRST.after({ cursor, descending: true })))
    .orderBy(...NEWEST_FIRST.order({ descending: true }))
    .limit(limit + 1);
  const { rows: page, nextCursor } = NEWEST_FIRST.toPage(rows, { limit });
  return {
    rows: page.map(({ id, ordinal, kind, detail, warehouseName, changedAt, isUnread, ...shown }) => ({
      id,
      ordinal,
      kind,
      title: titleOf({ kind, ...shown }),
      /** A quote that may hold its stock for longer. */
      holdingId: kind === "hold-ending" && shown.count === 1 ? shown.subjectId : null,
      href: hrefOf({ kind, ...shown }),
      detail,
      warehouseName,
      changedAt: changedAt.toISOString(),
      isUnread,
    })),
    nextCursor,
  };
}

/** For the bell, on every page. */
export async function countUnread(ctx: ReadContext): Promise<{ unread: number }> {
  const some = ctx.db
    .select({ one: sql`1`.as("one") })
    .from(notices)
    .where(and(inInbox(ctx), gt(notices.ordinal, readUpTo(ctx)), isUnread(ctx)))
    .limit(UNREAD_COUNTED_MAX)
    .as("some");
  const [row] = await ctx.db.select({ unread: asCount(sql`count(*)`) }).from(some);
  return { unread: row?.unread ?? 0 };
}

/** What is wrong now, as far as the person who asks may know of it: the latest first. */
export async function listAlerts(ctx: ReadContext, { cursor, limit }: ListAlerts) {
  const rows = await ctx.db
    .select({
      id: alerts.id,
      kind: alerts.kind,
      label: alerts.label,
      detail: alerts.detail,
      subjectId: alerts.subjectId,
      warehouseId: alerts.warehouseId,
      warehouseName: locations.name,
      openedAt: alerts.openedAt,
      acknowledgedAt: alerts.acknowledgedAt,
      acknowledgedBy: users.name,
      keys: LATEST_FIRST.keys,
    })
    .from(alerts)
    .leftJoin(locations, eq(locations.id, alerts.warehouseId))
    .leftJoin(users, eq(users.id, alerts.acknowledgedBy))
    .where(and(isNull(alerts.resolvedAt), visibleTo(ctx, alerts), LATEST_FIRST.after({ cursor, descending: true })))
    .orderBy(...LATEST_FIRST.order({ descending: true }))
    .limit(limit + 1);
  const { rows: page, nextCursor } = LATEST_FIRST.toPage(rows, { limit });
  return {
    rows: page.map(({ label, subjectId, warehouseId, openedAt, acknowledgedAt, ...row }) => ({
      ...row,
      title: titleOf({ kind: row.kind, label, count: 1 }),
      href: hrefOf({ kind: row.kind, label, count: 1, subjectId, warehouseId }),
      openedAt: openedAt.toISOString(),
      acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
    })),
    nextCursor,
  };
}
