const RELATIVE = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto", style: "short" });
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Past this a date says more than a count of days. */
const RELATIVE_MAX_MS = 7 * DAY_MS;

/** How long ago, or in how long; null when it is so far that the date itself is better. */
export function formatRelativeTime(atMs: number, nowMs: number): string | null {
  const distance = atMs - nowMs;
  const size = Math.abs(distance);
  if (size > RELATIVE_MAX_MS) return null;
  // The page's clock ticks now and then, so what happened since its last tick seems to lie ahead.
  if (size < MINUTE_MS) return "just now";
  if (size < HOUR_MS) return RELATIVE.format(Math.trunc(distance / MINUTE_MS), "minute");
  if (size < DAY_MS) return RELATIVE.format(Math.trunc(distance / HOUR_MS), "hour");
  return RELATIVE.format(Math.trunc(distance / DAY_MS), "day");
}
