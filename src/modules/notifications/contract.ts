import * as z from "zod";
import { locationsChanged } from "@/modules/inventory/contract";
import { accessChanged } from "@/modules/users/contract";
import { defineError } from "@/shared/error";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";
import { defineJob, type Retry } from "@/shared/job";
import { Paging } from "@/shared/paging";
import { namesOf, type Staleness } from "@/shared/staleness";
import { STOPPABLE_KINDS } from "./kind";

const UNSUBSCRIBE_CHARACTERS_MAX = 500;

/** Over some two hours, so that greylisting and a short failure of the server are waited for. */
export const MAIL_RETRY: Retry = { attemptsMax: 10, firstPauseMs: 15_000 };

/** A place in the inbox: what was added or grew later has a higher one. */
const Ordinal = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const ListNotices = Paging.extend({ unread: z.boolean().default(false) });
export type ListNotices = z.infer<typeof ListNotices>;

export const ListAlerts = Paging;
export type ListAlerts = z.infer<typeof ListAlerts>;

export const MarkRead = z.strictObject({ noticeId: Id });
export type MarkRead = z.infer<typeof MarkRead>;

/** Up to what the person has seen, so that what came meanwhile stays unread. */
export const MarkAllRead = z.strictObject({ upTo: Ordinal });
export type MarkAllRead = z.infer<typeof MarkAllRead>;

export const AcknowledgeAlert = z.strictObject({ alertId: Id });
export type AcknowledgeAlert = z.infer<typeof AcknowledgeAlert>;

export const ChooseKind = z.strictObject({
  kind: z.enum(STOPPABLE_KINDS),
  channel: z.enum(["app", "mail"]),
  isOn: z.boolean(),
});
export type ChooseKind = z.infer<typeof ChooseKind>;

const Hour = z.number().int().min(0).max(23).nullable();

/** Hours of the shop's day. */
export const SetSchedule = z
  .strictObject({ digestHour: Hour, quietFrom: Hour, quietUntil: Hour })
  .refine(({ quietFrom, quietUntil }) => (quietFrom === null) === (quietUntil === null), {
    path: ["quietUntil"],
    message: "Enter when quiet hours begin and when they end.",
  });
export type SetSchedule = z.infer<typeof SetSchedule>;

export const Unsubscribe = z.strictObject({ token: z.string().max(UNSUBSCRIBE_CHARACTERS_MAX) });
export type Unsubscribe = z.infer<typeof Unsubscribe>;

const Place = z.number().int().min(0);
export const mailNotices = defineJob(
  "notifications.mail-notices",
  z.object({ userId: Id, after: Place, upTo: Place, isUrgent: z.boolean() }),
  MAIL_RETRY,
);

/** Something was added for everyone who may read of it, in these warehouses, or in the whole shop if it names none. */
export const noticed = defineEvent("notifications.noticed", z.object({ warehouseIds: z.array(Id) }));
/** One person's own inbox has changed. Nobody else hears of it. */
export const inboxChanged = defineEvent("notifications.inbox-changed", z.object({ userId: Id }));

/** Whose access changes may see less, or more. */
const TOLD = ["notifications", ...namesOf(accessChanged)];
const TOLD_IN_WAREHOUSES = [...TOLD, ...namesOf(locationsChanged)];

export const NOTIFICATIONS_STALENESS = {
  list: [{ facts: TOLD_IN_WAREHOUSES }],
  listAlerts: [{ facts: TOLD_IN_WAREHOUSES }],
  countUnread: [{ facts: TOLD }],
  getChoices: [{ facts: TOLD }],
} as const satisfies Staleness;

type Nothing = Record<string, never>;

export const noticeNotFound = defineError<Nothing>(
  "notifications.notice-not-found",
  "not-found",
  () => "This notification isn't there any more. Reload the list.",
);

export const unsubscribeUnusable = defineError<Nothing>(
  "notifications.unsubscribe-unusable",
  "invalid",
  () => "This link isn't whole. Open it again from the email, or sign in and change what you get in your profile.",
);

export const alertNotFound = defineError<Nothing>(
  "notifications.alert-not-found",
  "not-found",
  () => "This alert isn't there any more: its cause is gone. Reload the list.",
);
