import type { Chapter } from "./chapter";
import { workOfTheHour } from "./work-of-the-hour";

/**
 * Played in this order after the year is loaded. Each may use some 30 operations: one takes 3 to 10 ms, and the first
 * start must not become slower.
 */
export const CHAPTERS: readonly Chapter[] = [workOfTheHour];
