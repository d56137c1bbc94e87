export type ChartPoint = { readonly label: string; readonly value: number };

const TICKS_MAX = 5;
const ROUND_STEPS = [1, 2, 2.5, 5, 10] as const;

/** Round values, evenly apart by `leastStep` or more, from zero or below to the highest value or above. */
export function ticksOf(values: readonly number[], leastStep = 1): number[] {
  const low = Math.min(0, ...values);
  const high = Math.max(0, low + (TICKS_MAX - 1) * leastStep, ...values);
  const finest = (high - low) / (TICKS_MAX - 1);
  const power = 10 ** Math.floor(Math.log10(finest));
  const step = power * (ROUND_STEPS.find((each) => each * power >= finest) ?? 1);
  const first = Math.floor(low / step);
  return Array.from({ length: Math.ceil(high / step) - first + 1 }, (_, index) => (first + index) * step);
}

/** Which of many points get a label: at most `max`, evenly apart, as far from one end as from the other. */
export function labelled(count: number, max: number): number[] {
  const step = Math.ceil(count / max);
  const labels = Math.floor(count / step) || count;
  const first = Math.floor((count - 1 - (labels - 1) * step) / 2);
  return Array.from({ length: labels }, (_, index) => first + index * step);
}

/** Where a point stands, in percent; one alone in the middle. */
export const leftOf = (index: number, count: number): number => (count > 1 ? (index / (count - 1)) * 100 : 50);

const rounded = (value: number) => Math.round(value * 100) / 100;

/**
 * A path through all heights, evenly apart from 0 to 100, that rises and falls only where they do (monotone cubic, as
 * Fritsch and Carlson have it).
 */
export function curveThrough(heights: readonly number[]): string {
  const wide = 100 / Math.max(1, heights.length - 1);
  const rises = heights.slice(1).map((height, index) => height - (heights[index] ?? 0));
  const slopes = heights.map((_, index) => slopeBetween(rises[index - 1], rises[index]));
  const curves = rises.map((_, index) => {
    const [from = 0, to = 0] = heights.slice(index);
    const [leaving = 0, arriving = 0] = slopes.slice(index);
    const xs = [index + 1 / 3, index + 2 / 3, index + 1].map((x) => rounded(x * wide));
    const ys = [from + leaving / 3, to - arriving / 3, to].map(rounded);
    return `C${xs.map((x, each) => `${x} ${ys[each]}`).join(" ")}`;
  });
  return `M0 ${rounded(heights[0] ?? 0)}${curves.join("")}`;
}

/** None at a peak or in a valley, so that the curve stays between the heights. */
function slopeBetween(before: number | undefined, after: number | undefined): number {
  if (before === undefined || after === undefined) return before ?? after ?? 0;
  if (before * after <= 0) return 0;
  return Math.sign(before) * Math.min(2 * Math.abs(before), 2 * Math.abs(after), Math.abs(before + after) / 2);
}
