// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { print } from "../launch/terminal.mjs";

const LOOK_EVERY_MS = 1_000;

/**
 * What a failover tool does: promotes a replica once the primary is gone, and makes whole what is missing.
 * @param {import("./postgres-set.mjs").PostgresSet} set @param {AbortSignal} signal
 */
export async function keepPostgres(set, signal) {
  while (!signal.aborted) {
    try {
      await sleep(LOOK_EVERY_MS, undefined, { signal });
      await mend(set);
    } catch (error) {
      if (!signal.aborted) print(`Postgres cannot be mended yet: ${error instanceof Error ? error.message : error}`);
    }
  }
}

/** @param {import("./postgres-set.mjs").PostgresSet} set */
async function mend(set) {
  if (!set.isRunning(set.primaryName)) {
    const lost = set.primaryName;
    print(`postgres-${lost}, the primary, is gone; postgres-${await set.promote()} takes its place.`);
  }
  for (const name of set.otherNames) {
    if (set.isRunning(name)) continue;
    await set.remake(name);
    print(`postgres-${name} is a replica again.`);
  }
}
