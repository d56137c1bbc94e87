import { sql } from "drizzle-orm";
import type { Db, Tx } from "@/platform/database/db";
import { atMost } from "@/platform/database/dialect";
import type { Logger } from "@/platform/logger";
import { openSpan } from "@/platform/telemetry/span";
import type { Retry } from "@/shared/job";
import { backOff, pause } from "@/shared/pause";
import { tryBecomeLeader } from "./leader-election";

/** A handler of jobs as the outbox sees it: what it is called, and which job or event it answers. */
export type Recipient = {
  readonly name: string;
  readonly source: { readonly kind: "event" | "job"; readonly name: string };
  readonly retry?: Retry;
  /** Whose work it is, where modules may have workers of their own. */
  readonly module?: string;
};

/** A piece of work for one handler, identified by the outbox row that asks for it. */
export type JobToAdd = {
  handler: string;
  outboxId: number;
  requestId: string;
  payload: Record<string, unknown>;
  retry?: Retry | undefined;
  module?: string | undefined;
  traceParent?: string;
};

export type DispatchOptions = {
  db: Db;
  handlers: readonly Recipient[];
  addJobs: (jobs: readonly JobToAdd[]) => Promise<void>;
  log: Logger;
  rowsPerBatchMax?: number;
};

/** `stand-by`: another relay leads. Otherwise how many rows have their jobs in the queue now. */
export type DispatchResult = { role: "leader"; queued: number } | { role: "stand-by" };

/**
 * Spells QQUE. Not the lock of those who publish: its holder may wait for the queue, and publishing must not.
 */
const DISPATCH_LOCK = 0x51515545;
export const ROWS_PER_BATCH_MAX = 500;
export const STAND_BY_PAUSE_MS = 500;

type Row = {
  id: string;
  kind: "event" | "job";
  name: string;
  payload: Record<string, unknown>;
  request_id: string;
  trace_parent: string | null;
  position: string;
};

/** Keeps adding jobs in the background, for as long as published rows wait for theirs. */
export class JobDispatcher {
  private running: Promise<void> | null = null;

  constructor(
    private readonly options: DispatchOptions,
    private readonly signal: AbortSignal,
  ) {}

  /** Adds what waits, unless that is under way; a caller that finds rows still waiting calls again. */
  start(): void {
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
  }

  /** Resolves when nothing is under way; after the signal that is soon. */
  async ended(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.signal.aborted;) {
      try {
        const result = await dispatchBatch(this.options);
        if (result.role === "stand-by") return await pause(STAND_BY_PAUSE_MS, this.signal);
        if (result.queued === 0) return;
        failures = 0;
      } catch (error) {
        failures += 1;
        this.options.log.warn(
          { err: error, failures },
          "jobs could not be added to the queue; they wait in the outbox and are tried again",
        );
        await pause(backOff(failures), this.signal);
      }
    }
  }
}

/**
 * Adds the jobs of one batch of published rows, the first published first. A crash after they are added and before the
 * commit adds them again, under the same names.
 */
export async function dispatchBatch(options: DispatchOptions): Promise<DispatchResult> {
  return options.db.transaction(async (tx) => {
    if (!(await tryBecomeLeader(tx, DISPATCH_LOCK))) return { role: "stand-by" };
    const rows = await readUnqueued(tx, options.rowsPerBatchMax ?? ROWS_PER_BATCH_MAX);
    const last = rows.at(-1);
    if (!last) return { role: "leader", queued: 0 };
    await inTheirTraces(rows, (traced) => options.addJobs(traced.flatMap((row) => jobsOf(row, options.handlers))));
    await markQueued(tx, last);
    return { role: "leader", queued: rows.length };
  });
}

/** Each row that somebody follows has a span for its way into the queue, from which its jobs go on. */
async function inTheirTraces(rows: readonly Row[], work: (rows: readonly Row[]) => Promise<void>): Promise<void> {
  const ends: ((fault?: string) => void)[] = [];
  const traced = rows.map((row) => {
    const { trace_parent: parent, name, request_id: id } = row;
    const span = parent && openSpan({ name: `relay ${name}`, kind: "producer", parent, facts: { "request.id": id } });
    if (!span) return row;
    ends.push(span.end);
    return { ...row, trace_parent: span.parent };
  });
  let fault: string | undefined = "not queued";
  try {
    await work(traced);
    fault = undefined;
  } finally {
    for (const end of ends) end(fault);
  }
}

async function readUnqueued(tx: Tx, limit: number): Promise<Row[]> {
  return tx.execute<Row>(sql`
    select id, kind, name, payload, request_id, trace_parent, position from outbox
    where position is not null and queued_at is null
    order by position ${atMost(limit)}`);
}

/** Positions grow, so the rows up to the last of a batch are the batch. */
async function markQueued(tx: Tx, last: Row): Promise<void> {
  await tx.execute(sql`
    update outbox set queued_at = clock_timestamp()
    where position is not null and queued_at is null and position <= ${last.position}`);
}

function jobsOf(row: Row, handlers: readonly Recipient[]): JobToAdd[] {
  const { id, request_id: requestId, payload, trace_parent: traceParent } = row;
  const data = { outboxId: Number(id), requestId, payload, ...(traceParent && { traceParent }) };
  const asked = handlers.filter(({ source }) => source.kind === row.kind && source.name === row.name);
  if (row.kind === "job" && asked.length === 0) return [{ handler: row.name, ...data }];
  return asked.map(({ name, retry, module }) => ({ handler: name, ...data, retry, module }));
}
