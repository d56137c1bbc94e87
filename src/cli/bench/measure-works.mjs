// @ts-check
import { print } from "../launch/terminal.mjs";

/** @typedef {import("./judge.mjs").Row} Row */

export const secondsSince = (/** @type {number} */ begun) => (performance.now() - begun) / 1_000;

/**
 * Those that are chosen, one after another; `tell` hears of each row as soon as it is measured.
 * @param {Record<string, (bench: Bench) => Promise<Row[]> | AsyncIterable<Row>>} works @param {Bench} bench
 * @template Bench @param {{ isChosen: (name: string) => boolean, tell: (row: Row) => void }} options
 */
export async function measureWorks(works, bench, { isChosen, tell }) {
  for (const [name, work] of Object.entries(works)) {
    if (!isChosen(name)) continue;
    const begun = performance.now();
    for await (const row of await work(bench)) tell(row);
    print(`Measured ${name} in ${secondsSince(begun).toFixed(0)} s`);
  }
}
