import { type AnyColumn, sql } from "drizzle-orm";
import {
  bigserial,
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { locations } from "@/modules/inventory/schema";
import { users } from "@/modules/users/schema";
import { count, createdAt, id, instant } from "@/platform/database/columns";
import type { NoticeKind } from "./kind";

/**
 * What happened that people may want to know: one row for all who may read of it, or for one person. Who may is asked
 * when it is read, so that nobody reads what they may not see any more.
 */
export const notices = pgTable(
  "notices",
  {
    id: id(),
    /** Its place in every inbox. One that grows gets the newest place again, and with it is unread. */
    ordinal: bigserial("ordinal", { mode: "number" }).notNull(),
    kind: text("kind").$type<NoticeKind>().notNull(),
    userId: uuid("user_id").references(() => users.id),
    warehouseId: uuid("warehouse_id").references(() => locations.id),
    /** Who did it, and so need not be told; null if there is nobody, or several. */
    actorId: uuid("actor_id"),
    subjectId: uuid("subject_id"),
    label: text("label").notNull(),
    detail: text("detail").notNull().default(""),
    /** How many happenings it stands for. More than one: those that were too many to be told one by one. */
    count: integer("count").notNull().default(1),
    /** Told once, however often the fact comes. */
    onceKey: text("once_key").unique("notices_are_told_once"),
    createdAt: createdAt(),
    changedAt: instant("changed_at").notNull(),
  },
  (t) => [
    uniqueIndex("notices_ordinal_is_single").on(t.ordinal),
    index("notices_by_age").on(t.createdAt),
    index("notices_of_user")
      .on(t.userId, t.ordinal)
      .where(sql`${t.userId} is not null`),
    check("notices_stand_for_something", sql`${t.count} > 0`),
  ],
);

/** The notices that a person has read one by one, as they were then. */
export const noticeReads = pgTable(
  "notice_reads",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    noticeId: uuid("notice_id")
      .notNull()
      .references(() => notices.id, { onDelete: "cascade" }),
    ordinal: count("ordinal").notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.noticeId] }), index("notice_reads_of_notice").on(t.noticeId)],
);

const hourCheck = (name: string, hour: AnyColumn) => check(name, sql`${hour} between 0 and 23`);

/** How far a person has read all at once, when they want emails, and what waits to be emailed. */
export const inboxes = pgTable(
  "inboxes",
  {
    userId: uuid("user_id")
      .primaryKey()
      .references(() => users.id),
    readUpTo: count("read_up_to").notNull().default(0),
    /** The hour of the shop's day at which everything comes in one email; null has emails come at once. */
    digestHour: smallint("digest_hour"),
    /** The hours of the shop's day between which no email comes. */
    quietFrom: smallint("quiet_from"),
    quietUntil: smallint("quiet_until"),
    /** What came after these places waits to be emailed: what may not be stopped, and all else. */
    urgentAfter: count("urgent_after"),
    otherAfter: count("other_after"),
    mailedAt: instant("mailed_at"),
    /** The shop's day of the last digest, which is over even if there was nothing in it. */
    digestOn: date("digest_on"),
  },
  (t) => [
    hourCheck("inboxes_digest_is_at_an_hour", t.digestHour),
    hourCheck("inboxes_quiet_begins_at_an_hour", t.quietFrom),
    hourCheck("inboxes_quiet_ends_at_an_hour", t.quietUntil),
    check("inboxes_quiet_begins_and_ends", sql`(${t.quietFrom} is null) = (${t.quietUntil} is null)`),
    index("inboxes_to_mail")
      .on(t.userId)
      .where(sql`${t.urgentAfter} is not null or ${t.otherAfter} is not null`),
  ],
);

/** How a person wants to be told of a kind, where they have chosen; the kind itself says how it is without. */
export const notificationChoices = pgTable(
  "notification_choices",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    kind: text("kind").$type<NoticeKind>().notNull(),
    app: boolean("app"),
    mail: boolean("mail"),
  },
  (t) => [primaryKey({ columns: [t.userId, t.kind] })],
);

/** Something that is wrong until it is put right. There is one for each cause, open or resolved. */
export const alerts = pgTable(
  "alerts",
  {
    id: id(),
    kind: text("kind").$type<NoticeKind>().notNull(),
    cause: text("cause").notNull(),
    warehouseId: uuid("warehouse_id").references(() => locations.id),
    subjectId: uuid("subject_id"),
    label: text("label").notNull(),
    detail: text("detail").notNull().default(""),
    openedAt: instant("opened_at").notNull(),
    resolvedAt: instant("resolved_at"),
    /** When people were last told. A cause that comes and goes is told once a day. */
    noticedAt: instant("noticed_at").notNull(),
    /** Somebody has seen to it. */
    acknowledgedAt: instant("acknowledged_at"),
    acknowledgedBy: uuid("acknowledged_by").references(() => users.id),
  },
  (t) => [
    unique("alerts_one_for_each_cause").on(t.kind, t.cause),
    index("alerts_open")
      .on(t.openedAt, t.id)
      .where(sql`${t.resolvedAt} is null`),
    index("alerts_of_subject").on(t.subjectId),
    index("alerts_resolved")
      .on(t.resolvedAt)
      .where(sql`${t.resolvedAt} is not null`),
    check("alerts_are_acknowledged_by_someone", sql`(${t.acknowledgedAt} is null) = (${t.acknowledgedBy} is null)`),
  ],
);
