import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/platform/database/db";
import type { Logger } from "@/platform/logger";
import { pause } from "@/shared/pause";

const HOUR_MS = 3_600_000;

/** How long a published row is kept for browsers that were away. Whoever was away longer reads everything anew. */
export const FEED_RETENTION_MS = 72 * HOUR_MS;
/** How long a sent request may be sent again and get its first answer. */
export const IDEMPOTENCY_RETENTION_MS = 72 * HOUR_MS;
/** Longer than a job can be in the queue, the dead list included, so that a late second run finds the claim. */
export const CLAIM_RETENTION_MS = 60 * 24 * HOUR_MS;

const ROWS_PER_SWEEP_MAX = 1_000;
const SWEEP_PAUSE_MS = 50;
const SWEEP_EVERY_MS = 10 * 60_000;

/** Clears what has grown old, now and every few minutes, until `signal` aborts. Several may do it at once. */
export async function runRetention(db: Db, log: Logger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const removed = await sweep(db, signal);
      if (removed > 0) log.info({ removed }, "old outbox rows, answers and claims removed");
    } catch (error) {
      log.warn({ err: error }, "old rows could not be removed; tried again later");
    }
    await pause(SWEEP_EVERY_MS, signal);
  }
}

/** Removes what is too old, in small batches so that no lock is held for long. Answers how many rows went. */
export async function sweep(db: Db, signal?: AbortSignal): Promise<number> {
  let removed = 0;
  for (const statement of [oldOutboxRows, oldAnswers, oldClaims]) {
    for (let gone = ROWS_PER_SWEEP_MAX; gone === ROWS_PER_SWEEP_MAX && !signal?.aborted;) {
      gone = (await db.execute(statement)).length;
      removed += gone;
      await pause(SWEEP_PAUSE_MS, signal);
    }
  }
  return removed;
}

const before = (ageMs: number): SQL => sql`now() - make_interval(secs => ${ageMs / 1_000})`;

/**
 * The newest row stays however old it is: the next position is counted from it. So does a row whose jobs are not in
 * the queue yet, and with it all that follow: readers take what is kept for a row of positions without a gap.
 */
const oldOutboxRows = sql`
  delete from outbox where id in (
    select id from outbox
    where published_at < ${before(FEED_RETENTION_MS)} and position < (select max(position) from outbox)
      and position < coalesce((select min(position) from outbox where position is not null and queued_at is null), position + 1)
    order by position limit ${ROWS_PER_SWEEP_MAX} for update skip locked)
  returning 1`;

const oldAnswers = sql`
  delete from idempotency_keys where (actor_id, key) in (
    select actor_id, key from idempotency_keys
    where created_at < ${before(IDEMPOTENCY_RETENTION_MS)}
    order by created_at limit ${ROWS_PER_SWEEP_MAX} for update skip locked)
  returning 1`;

const oldClaims = sql`
  delete from claims where (handler, outbox_id) in (
    select handler, outbox_id from claims
    where claimed_at < ${before(CLAIM_RETENTION_MS)}
    limit ${ROWS_PER_SWEEP_MAX} for update skip locked)
  returning 1`;
