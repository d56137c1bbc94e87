const FORMAT = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto", style: "short" });
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Beyond this a date is clearer than a number of days. */
const RELATIVE_MAX_MS = 7 * DAY_MS;

/** How long ago, or in how long; null where a date is clearer. */
export function formatRelativeTime(atMs: number, nowMs: number): string | null {
  const distance = atMs - nowMs;
  const size = Math.abs(distance);
  if (size > RELATIVE_MAX_MS) return null;
  // The page's clock ticks twice a minute, so an event since the last tick appears to be in the future.
  if (size < MINUTE_MS) return "just now";
  if (size < HOUR_MS) return FORMAT.format(Math.trunc(distance / MINUTE_MS), "minute");
  if (size < DAY_MS) return FORMAT.format(Math.trunc(distance / HOUR_MS), "hour");
  return FORMAT.format(Math.trunc(distance / DAY_MS), "day");
}
