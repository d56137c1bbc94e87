import { sql } from "drizzle-orm";
import type { Db, Tx } from "@/platform/db";
import type { Handler } from "@/platform/jobs";
import type { JobToAdd } from "@/platform/jobs/queue";
import type { Logger } from "@/platform/logger";
import { FEED_CHANNEL } from "@/platform/outbox/feed";
import { pause } from "@/platform/pause";

export type RelayOptions = {
  db: Db;
  /** Their names say which facts are answered, and by whom. */
  handlers: readonly Handler[];
  addJobs: (jobs: readonly JobToAdd[]) => Promise<void>;
  log: Logger;
  rowsPerBatchMax?: number;
};

/** `stand-by`: another relay leads. Otherwise how many rows this one published. */
export type BatchResult = { role: "leader"; published: number; newest: number } | { role: "stand-by" };

/** Spells QREL. Whoever holds it publishes; it falls to the next when the transaction ends, or its holder dies. */
const RELAY_LOCK = 0x5152454c;
const ROWS_PER_BATCH_MAX = 500;
/** How long an idle relay waits before it looks again. Writers do not wake it: NOTIFY would serialize their commits. */
const IDLE_POLL_MS = 25;
/** Feeds are woken at most this often, so a burst of facts travels as a few batches. */
const WAKE_PAUSE_MS = 50;
const STAND_BY_PAUSE_MS = 500;
const FAILURE_PAUSE_MS = 500;
const FAILURE_PAUSE_MS_MAX = 5_000;

type Row = { id: string; kind: "event" | "job"; name: string; payload: Record<string, unknown>; request_id: string; position: string };

/** Empties the outbox until `signal` aborts. Several may run: one leads, the others stand by. */
export async function runRelay(options: RelayOptions, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await pause(await step(options), signal);
      failures = 0;
    } catch (error) {
      failures += 1;
      options.log.warn({ err: error, failures }, "the relay could not publish; the rows stay and are tried again");
      await pause(Math.min(FAILURE_PAUSE_MS * 2 ** (failures - 1), FAILURE_PAUSE_MS_MAX), signal);
    }
  }
}

/** Publishes what there is, and says how long to wait before looking again. */
async function step(options: RelayOptions): Promise<number> {
  if (!(await hasUnpublished(options.db))) return IDLE_POLL_MS;
  const result = await relayBatch(options);
  if (result.role === "stand-by") return STAND_BY_PAUSE_MS;
  if (result.published === 0) return IDLE_POLL_MS;
  await options.db.execute(sql`select pg_notify(${FEED_CHANNEL}, ${String(result.newest)})`);
  options.log.debug({ published: result.published, newest: result.newest }, "published");
  return WAKE_PAUSE_MS;
}

/**
 * Publishes one batch: gives the oldest unpublished rows the next positions and adds their jobs. Rows are chosen by
 * having no position, never by a cursor over ids, so a transaction that commits late is late and not lost. A crash
 * after the jobs are added and before the commit adds them again, under the same names.
 */
export async function relayBatch(options: RelayOptions): Promise<BatchResult> {
  return options.db.transaction(async (tx) => {
    if (!(await takeLead(tx))) return { role: "stand-by" };
    const rows = await stampPositions(tx, options.rowsPerBatchMax ?? ROWS_PER_BATCH_MAX);
    await options.addJobs(rows.flatMap((row) => jobsOf(row, options.handlers)));
    const newest = rows.reduce((highest, row) => Math.max(highest, Number(row.position)), 0);
    return { role: "leader", published: rows.length, newest };
  });
}

async function hasUnpublished(db: Db): Promise<boolean> {
  const [answer] = await db.execute<{ found: boolean }>(
    sql`select exists (select from outbox where position is null) as found`,
  );
  return answer?.found === true;
}

async function takeLead(tx: Tx): Promise<boolean> {
  const [answer] = await tx.execute<{ taken: boolean }>(sql`select pg_try_advisory_xact_lock(${RELAY_LOCK}) as taken`);
  return answer?.taken === true;
}

/**
 * Ids are drawn in the order in which rows are written, and two writers of one thing take turns at its row lock, so
 * id order within a batch and batch after batch keep the order of each thing's facts.
 */
async function stampPositions(tx: Tx, limit: number): Promise<Row[]> {
  return tx.execute<Row>(sql`
    with batch as (
      select id, row_number() over (order by id) as place
      from (select id from outbox where position is null order by id limit ${limit}) as oldest
    ), newest as (
      select coalesce(max(position), 0) as position from outbox
    )
    update outbox
    set position = newest.position + batch.place, published_at = clock_timestamp()
    from batch, newest
    where outbox.id = batch.id
    returning outbox.id, outbox.kind, outbox.name, outbox.payload, outbox.request_id, outbox.position`);
}

function jobsOf(row: Row, handlers: readonly Handler[]): JobToAdd[] {
  const data = { outboxId: Number(row.id), requestId: row.request_id, payload: row.payload };
  if (row.kind === "job") return [{ handler: row.name, ...data }];
  return handlers
    .filter(({ source }) => source.kind === "event" && source.name === row.name)
    .map(({ name }) => ({ handler: name, ...data }));
}
