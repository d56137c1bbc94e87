import { currentRegion, formatCache } from "./region";

const dayFormat = formatCache(
  (locale: string, isShort: boolean) =>
    new Intl.DateTimeFormat(locale, {
      day: "numeric",
      month: "short",
      ...(!isShort && { year: "numeric" }),
      timeZone: "UTC",
    }),
);

/** A day of the calendar, which is the same in every zone: `2026-03-10` as `10 Mar 2026`, or short as `10 Mar`. */
export const formatDay = (day: string, { isShort = false } = {}): string =>
  dayFormat(currentRegion().locale, isShort).format(new Date(`${day}T00:00:00Z`));

const momentFormat = formatCache(
  (locale: string, timeZone: string, withTime: boolean) =>
    new Intl.DateTimeFormat(locale, {
      day: "numeric",
      month: "short",
      year: "numeric",
      ...(withTime && { hour: "2-digit", minute: "2-digit" }),
      timeZone,
    }),
);

/** A moment in the shop's calendar: `10 Mar 2026`, with the time `10 Mar 2026, 09:30`. */
export function formatMoment(at: Date, { withTime = true } = {}): string {
  const { locale, timeZone } = currentRegion();
  return momentFormat(locale, timeZone, withTime).format(at);
}

const DAY_MS = 86_400_000;

const clockFormat = formatCache(
  (timeZone: string) =>
    new Intl.DateTimeFormat("en-GB", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    }),
);

/** Half a year apart, so that zones which differ in summer alone are told apart. */
const HALF_YEAR_MS = 182 * DAY_MS;

/** Whether the clocks of two zones show the same, now and half a year from now, as in Berlin and Vienna. */
export const isSameClock = (one: string, other: string, now: Date): boolean =>
  one === other ||
  [now, new Date(now.getTime() + HALF_YEAR_MS)].every(
    (moment) => clockFormat(one).format(moment) === clockFormat(other).format(moment),
  );

const offsetFormat = formatCache(
  (timeZone: string) => new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "longOffset", hour: "2-digit" }),
);
const OFFSET = /GMT(?:([+-])(\d\d):(\d\d))?/;

/** A moment for programs, as the clocks of a zone show it: `2026-03-10T09:30:00+01:00`. */
export function zonedIso(at: Date, timeZone: string): string {
  const [, sign = "+", hours = "00", minutes = "00"] = OFFSET.exec(offsetFormat(timeZone).format(at)) ?? [];
  const aheadMs = (Number(hours) * 60 + Number(minutes)) * 60_000;
  const shown = new Date(at.getTime() + (sign === "-" ? -aheadMs : aheadMs));
  return `${shown.toISOString().slice(0, "2026-03-10T09:30:00".length)}${sign}${hours}:${minutes}`;
}
