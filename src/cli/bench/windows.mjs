// @ts-check

/**
 * @typedef {{ calls: number, seconds: number }} Bounds whichever is reached first
 * @typedef {{ warm: Bounds, window: Bounds, rounds: number, facts: number, minutesMax: number }} Size
 */

/**
 * How much each contender is asked. Calls are counted, so that fast and slow ones are measured equally warm; seconds
 * bound what a busy machine may take, and minutes all of it. The quick size answers "did my change help", the full one
 * is for keeping.
 * @type {{ full: Size, quick: Size }}
 */
export const SIZES = {
  full: {
    warm: { calls: 3_000, seconds: 20 },
    window: { calls: 1_000, seconds: 6 },
    rounds: 3,
    facts: 25_000,
    minutesMax: 30,
  },
  quick: {
    warm: { calls: 1_000, seconds: 3 },
    window: { calls: 300, seconds: 1 },
    rounds: 3,
    facts: 5_000,
    minutesMax: 10,
  },
};
