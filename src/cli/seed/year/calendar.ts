import type { Random } from "./random";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const DAYS_OF_TRADING = 365;

export const after = (moment: Date, milliseconds: number): Date =>
  new Date(moment.getTime() + Math.round(milliseconds));

/** Midnight in UTC. Warehouses work from 6 to 16 by it, so its days are the same days in the shop's own zone. */
export const startOfDay = (moment: Date): Date => new Date(Math.floor(moment.getTime() / DAY_MS) * DAY_MS);

const FLOOR_OPENS_HOUR = 6;
const FLOOR_CLOSES_HOUR = 16;

const isWorkday = (day: Date) => day.getUTCDay() !== 0 && day.getUTCDay() !== 6;

/** The first moment, not before `earliest`, at which somebody stands in the warehouse; spread over the hour. */
export function nextFloorMoment(earliest: Date, random: Random): Date {
  const day = startOfDay(earliest);
  const [opens, closes] = [after(day, FLOOR_OPENS_HOUR * HOUR_MS), after(day, FLOOR_CLOSES_HOUR * HOUR_MS)];
  if (!isWorkday(day) || earliest >= closes) return nextFloorMoment(after(day, DAY_MS), random);
  return earliest < opens ? after(opens, random.between(0, 3 * HOUR_MS)) : earliest;
}

/** How much is asked for on each day of the week, from Sunday. */
const WEEK = [0.92, 1.18, 1.08, 1.02, 1.0, 0.94, 0.78];

const bump = (distanceDays: number, widthDays: number) => Math.exp(-((distanceDays / widthDays) ** 2));
const dayOfYear = (moment: Date) => Math.floor((moment.getTime() - Date.UTC(moment.getUTCFullYear(), 0, 1)) / DAY_MS);

/** The year of an outdoor and home shop: quiet in January, busy before the summer, busiest before Christmas. */
function yearFactor(day: Date): number {
  const place = dayOfYear(day);
  return 0.82 + 0.32 * bump(place - 160, 45) + 0.85 * bump(place - 340, 20) - 0.2 * bump(place - 25, 25);
}

/** The shop grows by half in its year. */
const trendFactor = (dayIndex: number) => 0.8 + (0.4 * dayIndex) / DAYS_OF_TRADING;

/** How busy a day is expected to be, 1 being an ordinary one. */
export const demandOn = (day: Date, dayIndex: number): number =>
  (WEEK[day.getUTCDay()] ?? 1) * yearFactor(day) * trendFactor(dayIndex);

const SEASONS = {
  even: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  summer: [0.3, 0.4, 0.7, 1.2, 1.7, 2.0, 2.0, 1.5, 0.8, 0.4, 0.3, 0.3],
  winter: [1.6, 1.3, 0.8, 0.5, 0.3, 0.3, 0.3, 0.4, 0.9, 1.5, 2.0, 2.1],
  spring: [0.6, 1.4, 2.3, 2.2, 1.5, 0.8, 0.5, 0.5, 0.8, 0.6, 0.4, 0.4],
  gift: [0.6, 0.7, 0.8, 0.9, 1.0, 0.8, 0.7, 0.7, 0.9, 1.2, 1.8, 2.4],
} as const satisfies Record<string, readonly number[]>;
export type Season = keyof typeof SEASONS;

export const seasonFactor = (season: Season, moment: Date): number => SEASONS[season][moment.getUTCMonth()] ?? 1;
