// @ts-check

const FIRST_MS = 1_000;
const MAX_MS = 60_000;

/**
 * How long to wait before the next try, after so many that failed: a second, doubling to a minute.
 * @param {number} failures
 * @param {number} [firstMs]
 */
export const restartPause = (failures, firstMs = FIRST_MS) => Math.min(firstMs * 2 ** (failures - 1), MAX_MS);
