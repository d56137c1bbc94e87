const DAY_MS = 86_400_000;
const ZONES_MAX = 20;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The day of a moment in the shop's time zone, as `2026-03-10`; `daysBefore` counts back from it. */
export function shopDay(timeZone: string, moment: Date, daysBefore = 0): string {
  const noon = new Date(`${formatOf(timeZone).format(moment)}T12:00:00Z`);
  return new Date(noon.getTime() - daysBefore * DAY_MS).toISOString().slice(0, 10);
}

/** Creating a format is slow, and nearly always it is the same one. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  if (formats.size >= ZONES_MAX) formats.clear();
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  formats.set(timeZone, format);
  return format;
}
