import { type SQL, sql } from "drizzle-orm";
import type { Logger } from "@/platform/logger";
import { pause } from "@/shared/pause";
import type { Db } from "./db";
import { levelOf } from "./error";

export const ROWS_PER_SWEEP_MAX = 1_000;
const SWEEP_PAUSE_MS = 50;
const SWEEP_EVERY_MS = 10 * 60_000;

/**
 * Deletes at most `ROWS_PER_SWEEP_MAX` old rows of one table and returns a row for each, or does whatever else there is
 * to do with what is old, and tells how much it was. Each room has its own.
 */
export type Sweep = SQL | ((db: Db, signal?: AbortSignal) => Promise<number>);

/** Rows older than this, by the database's clock. */
export const before = (ageMs: number): SQL => sql`now() - make_interval(secs => ${ageMs / 1_000})`;

/** Removes old rows, now and every few minutes, until `signal` aborts. Several may do it at once. */
export async function runRetention(db: Db, sweeps: readonly Sweep[], log: Logger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    for (const sweep of sweeps) {
      try {
        const removed = await sweepAll(db, [sweep], signal);
        if (removed > 0) log.info({ removed }, "old rows removed");
      } catch (error) {
        log[levelOf(error)]({ err: error }, "old rows could not be removed; tried again later");
      }
    }
    await pause(SWEEP_EVERY_MS, signal);
  }
}

/** Removes all old rows in small batches, so that no lock is held for long. Returns how many were removed. */
export async function sweepAll(db: Db, sweeps: readonly Sweep[], signal?: AbortSignal): Promise<number> {
  let removed = 0;
  for (const sweep of sweeps) {
    for (let gone = ROWS_PER_SWEEP_MAX; gone === ROWS_PER_SWEEP_MAX && !signal?.aborted;) {
      gone = typeof sweep === "function" ? await sweep(db, signal) : (await db.execute(sweep)).length;
      removed += gone;
      await pause(SWEEP_PAUSE_MS, signal);
    }
  }
  return removed;
}
