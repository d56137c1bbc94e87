// @ts-check

/**
 * @typedef {{ work: string, ours: string, peer: string, ratio: number | null, floor: string, holds: boolean | null }}
 * Row
 * @typedef {{ ours: number, theirs: number, ratio: number }} Comparison
 * @typedef {{ atLeast: number } | { atMost: number }} Floor
 */

export const rate = (/** @type {number} */ value) => `${value.toFixed(0)}/s`;
export const ms = (/** @type {number} */ value) => `${value.toFixed(1)} ms`;

/** @param {Partial<Row> & { work: string, ours: string }} row @returns {Row} */
export const row = (row) => ({ peer: "", ratio: null, floor: "", holds: null, ...row });

/**
 * A row of two contenders. Floors are ratios within one run, so that they say the same on every machine.
 * @param {string} work @param {Comparison} figures @param {(value: number) => string} show @param {Floor} [floor]
 */
export const compared = (work, { ours, theirs, ratio }, show, floor) =>
  row({ work, ours: show(ours), peer: show(theirs), ratio, ...(floor && judge(ratio, floor)) });

/** What could not be measured does not hold. @param {number} ratio @param {Floor} floor */
export const judge = (ratio, floor) =>
  "atLeast" in floor
    ? { floor: `${floor.atLeast} or more`, holds: ratio >= floor.atLeast }
    : { floor: `${floor.atMost} or less`, holds: ratio <= floor.atMost };
