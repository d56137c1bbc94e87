// @ts-check
import { setTimeout as sleep } from "node:timers/promises";

const LOOK_EVERY_MS = 50;

/** As in a table. @param {number} ms */
export const seconds = (ms) => `${(ms / 1_000).toFixed(1)} s`;

/**
 * Waits until something is so, and gives how long that took. What cannot be asked yet is not so.
 * @param {string} what as in "the stand-by publishes"
 * @param {() => boolean | Promise<boolean>} isSo
 * @param {number} withinMs
 */
export async function until(what, isSo, withinMs) {
  const began = performance.now();
  for (;;) {
    try {
      if (await isSo()) return performance.now() - began;
    } catch (error) {
      if (performance.now() - began > withinMs) throw new Error(`${what}: not within ${withinMs} ms`, { cause: error });
    }
    if (performance.now() - began > withinMs) throw new Error(`${what}: not within ${withinMs} ms`);
    await sleep(LOOK_EVERY_MS);
  }
}
