import { sql } from "drizzle-orm";
import type { Db, Tx } from "@/platform/database/db";
import { atMost } from "@/platform/database/dialect";
import { levelOf } from "@/platform/database/error";
import { existsForEach } from "@/platform/database/exists-for-each";
import { backOff, pause } from "@/shared/pause";
import { type DispatchOptions, JobDispatcher, type Recipient, ROWS_PER_BATCH_MAX } from "./job-dispatcher";
import { tryBecomeLeader } from "./leader-election";
import { type Outcome, RelayPace } from "./relay-pace";
import { FEED_CHANNEL } from "./schema";

/** `listen` calls `onWake` whenever a writer wakes the relay, and once when it has begun to hear them. */
export type RelayOptions = DispatchOptions & { listen?: (onWake: () => void) => Promise<unknown> };

/** `stand-by`: another relay leads. Otherwise how many rows this one published, and how many of them ask for work. */
export type BatchResult =
  | { role: "leader"; published: number; newest: number; unqueued: number }
  | { role: "stand-by" };

/** Spells QREL. Its holder publishes. */
const RELAY_LOCK = 0x5152454c;
/**
 * Empties the outbox until `signal` aborts. Several may run: one leads, the others stand by. Facts are published
 * whether or not the queue can be reached; the jobs they ask for are added beside that, as soon as it can.
 */
export async function runRelay(options: RelayOptions, signal: AbortSignal): Promise<void> {
  const dispatcher = new JobDispatcher(options, signal);
  const pace = new RelayPace();
  signal.addEventListener("abort", () => pace.wake(), { once: true });
  void hearWriters(options, pace, signal);
  let failures = 0;
  while (!signal.aborted) {
    try {
      const outcome = await step(options, dispatcher);
      failures = 0;
      await pace.rest(outcome, signal);
    } catch (error) {
      failures += 1;
      options.log[levelOf(error)](
        { err: error, failures },
        "the relay could not publish; the rows stay and are tried again",
      );
      await pause(backOff(failures), signal);
    }
  }
  await dispatcher.ended();
}

/** Until it is heard from, the relay polls often. The driver listens again by itself after a lost connection. */
async function hearWriters({ listen, log }: RelayOptions, pace: RelayPace, signal: AbortSignal): Promise<void> {
  for (let failures = 0; listen && !pace.canHear && !signal.aborted;) {
    try {
      await listen(() => pace.wake());
      pace.canHear = true;
    } catch (error) {
      failures += 1;
      log.warn({ err: error }, "the relay cannot listen yet; it polls meanwhile");
      await pause(backOff(failures), signal);
    }
  }
}

/** Publishes what there is. */
async function step(options: RelayOptions, dispatcher: JobDispatcher): Promise<Outcome> {
  const { unpublished, unqueued } = await pollOutbox(options.db);
  if (unqueued) dispatcher.start();
  if (!unpublished) return "idle";
  const result = await relayBatch(options);
  if (result.role === "stand-by") return "stand-by";
  if (result.published === 0) return "idle";
  if (result.unqueued > 0) dispatcher.start();
  options.log.debug({ published: result.published, newest: result.newest }, "published");
  return "published";
}

/**
 * Publishes one batch: gives the oldest unpublished rows the next positions, and wakes the feeds as it commits. Rows
 * are chosen by having no position, never by a cursor over ids, so a transaction that commits late is late and not
 * lost.
 */
export async function relayBatch(options: RelayOptions): Promise<BatchResult> {
  return options.db.transaction(async (tx) => {
    if (!(await tryBecomeLeader(tx, RELAY_LOCK))) return { role: "stand-by" };
    return {
      role: "leader",
      ...(await stampPositions(tx, answeredBy(options.handlers), options.rowsPerBatchMax ?? ROWS_PER_BATCH_MAX)),
    };
  });
}

const isUnpublished = sql`from outbox where position is null order by id`;
const isUnqueued = sql`from outbox where position is not null and queued_at is null order by position`;

/** The poll of an idle relay: it reads two partial indexes that hold only unfinished rows. */
export async function pollOutbox(db: Db): Promise<{ unpublished: boolean; unqueued: boolean }> {
  const [answer] = await db.execute<{ unpublished: boolean; unqueued: boolean }>(sql`
    select ${existsForEach(isUnpublished)} as unpublished, ${existsForEach(isUnqueued)} as unqueued`);
  return { unpublished: answer?.unpublished === true, unqueued: answer?.unqueued === true };
}

const answeredBy = (handlers: readonly Recipient[]): string[] =>
  handlers.flatMap(({ source }) => (source.kind === "event" ? [source.name] : []));

type Stamped = { published: string; newest: string; unqueued: string };

/**
 * Ids follow the order of writes, and writers of one entity are serialized by its row lock, so id order within a batch,
 * and batch after batch, keeps the order of each entity's events. An event without a handler counts as queued at once.
 * The array makes Postgres look up the rows of the batch, whatever it takes the outbox for.
 */
async function stampPositions(tx: Tx, answered: readonly string[], limit: number) {
  const [stamped] = await tx.execute<Stamped>(sql`
    with batch as materialized (
      select id, row_number() over (order by id) as place
      from (select id from outbox where position is null order by id ${atMost(limit)}) as oldest
    ), newest as (
      select coalesce(max(position), 0) as position from outbox
    ), stamped as (
      update outbox
      set position = newest.position + batch.place, published_at = clock_timestamp(),
        queued_at = case
          when kind = 'event' and not ${JSON.stringify(answered)}::jsonb ? name then clock_timestamp()
        end
      from batch, newest
      where outbox.id = batch.id and outbox.id = any(array(select id from batch))
      returning outbox.position, outbox.queued_at
    ), summary as (
      select count(*) as published, coalesce(max(position), 0) as newest,
        count(*) filter (where queued_at is null) as unqueued
      from stamped
    )
    select summary.*, case when published > 0 then pg_notify(${FEED_CHANNEL}, newest::text) end from summary`);
  return {
    published: Number(stamped?.published ?? 0),
    newest: Number(stamped?.newest ?? 0),
    unqueued: Number(stamped?.unqueued ?? 0),
  };
}
