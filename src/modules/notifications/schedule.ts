import { shopDay } from "@/modules/shop/shop";

/** When a person wants emails, in hours of the shop's day. */
export type Schedule = { digestHour: number | null; quietFrom: number | null; quietUntil: number | null };

/** When they last got one: at any time, and as a digest. */
export type Mailed = { mailedAt: Date | null; digestOn: string | null };

/** What comes within this is one email. */
const MAIL_EVERY_MS = 5 * 60_000;

/**
 * Whether it is time for an email about what waits; `timeZone` is the shop's. Whoever wants one a day has said when, so
 * no quiet hours hold it back: one that fell into them would never come.
 */
export function isMailTime(schedule: Schedule, mailed: Mailed, { now, timeZone }: { now: Date; timeZone: string }) {
  const hour = shopHour(timeZone, now);
  if (schedule.digestHour !== null) return hour >= schedule.digestHour && mailed.digestOn !== shopDay(timeZone, now);
  return !isQuiet(schedule, hour) && isLongAgo(mailed, now);
}

/** An email that may not be stopped waits for no hour, and only for the one before it. */
export const isUrgentTime = (mailed: Mailed, now: Date): boolean => isLongAgo(mailed, now);

const isLongAgo = ({ mailedAt }: Mailed, now: Date): boolean =>
  mailedAt === null || now.getTime() - mailedAt.getTime() >= MAIL_EVERY_MS;

/** From 22 until 6 is the night; from 12 until 14 is within the day; from 8 until 8 is never. */
export function isQuiet({ quietFrom: from, quietUntil: until }: Schedule, hour: number): boolean {
  if (from === null || until === null) return false;
  return from <= until ? from <= hour && hour < until : hour >= from || hour < until;
}

export const shopHour = (timeZone: string, moment: Date): number =>
  Number(new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", hourCycle: "h23" }).format(moment));
