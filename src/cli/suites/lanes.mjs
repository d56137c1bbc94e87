// @ts-check
import { availableParallelism } from "node:os";

/** @typedef {import("./suites.mjs").Suite} Suite */

/** A suite starts a browser, a server or a database beside each of its two workers. */
const PROCESSORS_OF_A_LANE = 2;

/**
 * Fewer processors than two lanes want make each suite so slow that it fails at what waits for a clock, and the whole
 * ends later. Where it is decided what lands, each has the machine for itself: what fails there fails by itself.
 */
export const LANES = process.env["CI"] || availableParallelism() < 2 * PROCESSORS_OF_A_LANE ? 1 : 2;

/**
 * What runs beside what, in the order of the list: checks all at once; whatever leaves the rest alone in the lanes,
 * since each suite waits for a clock or a lock a quarter of its time; by itself what measures how long others wait. The
 * projects of Vitest are one run, so they stay together, but for `long`, of which `heavy` has files in short; and so do
 * those that are patient.
 * @param {readonly Suite[]} suites
 * @param {number} lanes
 * @returns {{ lanes: number, groups: Suite[][] }[]} one after the other
 */
export function planSuites(suites, lanes) {
  const checks = suites.filter(({ isCheck }) => isCheck).map((suite) => [suite]);
  const units = suites.filter(({ project, measures }) => project && !measures);
  const patient = suites.filter(({ isPatient }) => isPatient);
  const others = suites.filter((suite) => ![...checks.flat(), ...units, ...patient].includes(suite));
  const groups = [units, ...others.map((suite) => [suite]), patient].filter(({ length }) => length > 0);
  const phases = [{ lanes: checks.length, groups: checks }];
  let isOpen = false;
  for (const group of groups) {
    const isAlone = group.some(({ measures }) => measures);
    if (isOpen && !isAlone) phases.at(-1)?.groups.push(group);
    else phases.push({ lanes, groups: [group] });
    isOpen = !isAlone;
  }
  return phases;
}

/**
 * Each lane takes the next piece of work when it is through with one.
 * @template T
 * @param {number} lanes
 * @param {readonly T[]} pieces
 * @param {(piece: T) => Promise<unknown>} work
 */
export async function inLanes(lanes, pieces, work) {
  const left = [...pieces];
  const lane = async () => {
    for (let piece = left.shift(); piece !== undefined; piece = left.shift()) await work(piece);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
