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
  full: { warm: until(3_000, 20), window: until(1_000, 6), rounds: 3, facts: 25_000, minutesMax: 30 },
  quick: { warm: until(1_000, 3), window: until(300, 1), rounds: 3, facts: 5_000, minutesMax: 10 },
};

/** @param {number} calls @param {number} seconds @returns {Bounds} */
function until(calls, seconds) {
  return { calls, seconds };
}
