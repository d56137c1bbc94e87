/** What sales are added up by, over which days, and what they are compared with: pure, and safe in the browser. */

export const REPORT_DIMENSIONS = ["item", "category", "customer", "warehouse"] as const;
export type ReportDimension = (typeof REPORT_DIMENSIONS)[number];

export const COMPARISONS = ["before", "year-before"] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** What the first of the groups has most of, or least. The rate is which part of the net is margin. */
export const REPORT_SORTS = ["net", "margin", "rate"] as const;
export type ReportSort = (typeof REPORT_SORTS)[number];

/** Of products that are in no category. */
export const NO_CATEGORY = "none";

/** A whole year. */
export const REPORT_DAYS_MAX = 366;
/** Such a year, and the one before it that it is compared with. */
export const REPORT_DAYS_KEPT = 2 * REPORT_DAYS_MAX + 31;
/** As many groups as a file of a report holds. */
export const REPORT_ROWS_MAX = 10_000;

/** Both days are in it. */
export type Period = { from: string; to: string };

const DAY_MS = 86_400_000;
const momentOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, "2026-01-31".length);
const addDays = (day: string, days: number): string => dayOf(momentOf(day) + days * DAY_MS);

export const daysIn = ({ from, to }: Period): number => Math.round((momentOf(to) - momentOf(from)) / DAY_MS) + 1;

/** The same day a year before; 28 February for 29 February. */
function yearBefore(day: string): string {
  const moved = `${String(Number(day.slice(0, 4)) - 1).padStart(4, "0")}${day.slice(4)}`;
  return moved.endsWith("-02-29") ? moved.replace("-02-29", "-02-28") : moved;
}

/** What a period is compared with: as many days right before it, or the same days a year before. */
export function comparedPeriod({ from, to }: Period, comparison: Comparison): Period {
  if (comparison === "year-before") return { from: yearBefore(from), to: yearBefore(to) };
  return { from: addDays(from, -daysIn({ from, to })), to: addDays(from, -1) };
}

const PERIODS = {
  month: (today) => `${today.slice(0, 7)}-01`,
  "last-30-days": (today) => addDays(today, -29),
  quarter: (today) => {
    const first = Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3 + 1;
    return `${today.slice(0, 4)}-${String(first).padStart(2, "0")}-01`;
  },
  year: (today) => `${today.slice(0, 4)}-01-01`,
} as const satisfies Record<string, (today: string) => string>;

export const NAMED_PERIODS = ["month", "last-30-days", "quarter", "year"] as const satisfies (keyof typeof PERIODS)[];
export type NamedPeriod = (typeof NAMED_PERIODS)[number];

/** A period that ends today. */
export const namedPeriod = (name: NamedPeriod, today: string): Period => ({ from: PERIODS[name](today), to: today });

/** Which part of the sales is margin, in parts per million; null where nothing was sold. */
export const marginRate = ({ amount, of }: { amount: number; of: number }): number | null =>
  of === 0 ? null : Math.round((amount / of) * 1_000_000);
