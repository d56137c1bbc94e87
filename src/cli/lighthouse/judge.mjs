// @ts-check

const FLOORS = /** @type {const} */ ({
  performance: { desktop: 95, phone: 85 },
  accessibility: { desktop: 100, phone: 100 },
  "best-practices": { desktop: 100, phone: 100 },
});
const FIGURES = {
  "first-contentful-paint": "FCP ms",
  "largest-contentful-paint": "LCP ms",
  "total-blocking-time": "TBT ms",
  "cumulative-layout-shift": "CLS",
};

/** @typedef {"desktop" | "phone"} Device */
/** @typedef {{ id: string, score: number, floor: number, holds: boolean }} Score */
/**
 * What of Lighthouse's report is looked at.
 * @typedef {object} Report
 * @property {Record<string, { score: number | null, auditRefs: readonly { id: string, weight: number }[] }>} categories
 * @property {Record<string, { score: number | null, numericValue?: number | undefined }>} audits
 */
/**
 * @typedef {{ page: string, device: Device, scores: Score[], figures: Record<string, number>, faults: string[] }}
 *   Verdict
 */

export const CATEGORIES = Object.keys(FLOORS);

/**
 * A busy machine makes single scores lie: of several reports the one counts whose performance is the median.
 * @template {Report} R
 * @param {readonly R[]} reports
 * @returns {R}
 */
export function medianOf(reports) {
  const sorted = reports.toSorted((a, b) => scoreOf(a, "performance") - scoreOf(b, "performance"));
  const median = sorted[Math.floor((sorted.length - 1) / 2)];
  if (!median) throw new Error("There is no report.");
  return median;
}

/** @param {string} page @param {Device} device @param {Report} report @returns {Verdict} */
export const judge = (page, device, report) => ({
  page,
  device,
  scores: Object.entries(FLOORS).map(([id, floors]) => {
    const [score, floor] = [scoreOf(report, id), floors[device]];
    return { id, score, floor, holds: score >= floor };
  }),
  figures: Object.fromEntries(
    Object.entries(FIGURES).map(([id, label]) => [label, round(report.audits[id]?.numericValue ?? Number.NaN)]),
  ),
  faults: faultsOf(report),
});

/** @param {readonly Verdict[]} verdicts */
export const allHold = (verdicts) => verdicts.every(({ scores }) => scores.every(({ holds }) => holds));

/** @param {Report} report @param {string} category */
const scoreOf = (report, category) => Math.floor((report.categories[category]?.score ?? 0) * 100);

/** @param {number} figure */
const round = (figure) => (figure > 10 ? Math.round(figure) : Number(figure.toFixed(3)));

/** What a page lost points for, but for its speed. @param {Report} report */
const faultsOf = (report) =>
  CATEGORIES.filter((id) => id !== "performance")
    .flatMap((id) => report.categories[id]?.auditRefs ?? [])
    .filter(({ id, weight }) => weight > 0 && (report.audits[id]?.score ?? 1) < 1)
    .map(({ id }) => id);
