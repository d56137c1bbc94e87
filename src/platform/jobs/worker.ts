import { UnrecoverableError, WaitingError } from "bullmq";
import type { Db } from "@/platform/database/db";
import type { Logger } from "@/platform/logger";
import { measure } from "@/platform/telemetry/measure";
import { type Observation, observe, type Outcome } from "@/platform/telemetry/observe";
import { currentDate } from "@/shared/clock";
import { isRefusal } from "@/shared/error";
import { pause } from "@/shared/pause";
import {
  type JobProcessor,
  type JobsBackend,
  type QueuedJob,
  type WorkerClient,
  type WorkerSettings,
  within,
} from "./backend";
import type { Handler, JobContext } from "./handler";
import { COMMON_QUEUE } from "./job-modules";

export type WorkerOptions = {
  db: Db;
  backend: JobsBackend;
  log: Logger;
  /** Aborts when the process is to end. */
  signal: AbortSignal;
  /** The common one unless it is said. */
  queue?: string;
  settings?: WorkerSettings;
  /** How long running jobs may go on after that, before they are handed back. */
  graceMs?: number;
};

const CONCURRENCY_MAX = 4;
/** One connection listens, and each running job needs one to report with, besides those that renew locks. */
export const workerConnections = (concurrency: number): number => concurrency + 3;
const GRACE_MS = 6_000;
const CLOSE_TIMEOUT_MS = 2_000;
const READY_TIMEOUT_MS = 10_000;
const REOPEN_PAUSE_MS = 1_000;
const LOCK_MS = 30_000;
const NOTIFY_DEAD_MS = 10_000;
const STALLED_CHECK_MS = 15_000;
/** A job is given up after this many of its workers died, since it is likely their cause. */
const WORKERS_LOST_MAX = 5;

/** The worker stops before the job is done; another worker takes it over. */
class JobHandedBack extends Error {
  override readonly name = "JobHandedBack";
}

/**
 * Takes jobs from the queue until `signal` aborts, then finishes what runs or hands it back, and resolves.
 * @throws Error at once when two handlers have one name
 */
export async function runWorker(handlers: readonly Handler[], options: WorkerOptions): Promise<void> {
  const byName = indexByName(handlers);
  const { signal, log } = options;
  const grace = new AbortController();
  const worker = await openReady(options, (job, token) =>
    observe(
      "job",
      job.name,
      (observed) =>
        work({ handler: byName.get(job.name), job, token: token ?? "", graceOver: grace.signal, observed }, options),
      { parent: job.data.traceParent, facts: { "request.id": job.data.requestId } },
    ),
  );
  if (!worker) return;
  log.info({ queue: options.queue ?? COMMON_QUEUE, handlers: handlers.length }, "the worker takes jobs");
  await aborted(signal);
  const graceMs = options.graceMs ?? GRACE_MS;
  const timer = setTimeout(() => grace.abort(new JobHandedBack()), graceMs);
  try {
    await within(graceMs + CLOSE_TIMEOUT_MS, worker.close());
  } catch (error) {
    log.warn({ err: error }, "the worker did not close in time; its jobs go to another when their locks expire");
    await within(CLOSE_TIMEOUT_MS, worker.close(true)).catch(() => {});
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Takes no jobs: those that a killed worker had in hand wait again once its locks are over. For a queue that nobody
 * works at, whose jobs go elsewhere.
 */
export async function watchStalled(options: WorkerOptions): Promise<void> {
  const watch = await openReady(options, null);
  if (!watch) return;
  await watch.startStalledCheckTimer();
  await aborted(options.signal);
  await within(CLOSE_TIMEOUT_MS, watch.close()).catch(() => {});
}

/** A worker that once failed to reach its tables never recovers, so each attempt opens a new one. */
async function openReady(
  { backend, log, queue = COMMON_QUEUE, settings, signal }: WorkerOptions,
  process: JobProcessor | null,
): Promise<WorkerClient | null> {
  while (!signal.aborted) {
    const worker = await backend.openWorker(queue, process, {
      concurrency: CONCURRENCY_MAX,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_CHECK_MS,
      maxStalledCount: WORKERS_LOST_MAX,
      ...settings,
    });
    try {
      await within(READY_TIMEOUT_MS, worker.waitUntilReady());
      return worker;
    } catch (error) {
      log.warn({ err: error }, "the worker cannot reach the queue yet");
      await within(CLOSE_TIMEOUT_MS, worker.close(true)).catch(() => {});
      await pause(REOPEN_PAUSE_MS, signal);
    }
  }
  return null;
}

export function indexByName(handlers: readonly Handler[]): ReadonlyMap<string, Handler> {
  const byName = new Map(handlers.map((handler) => [handler.name, handler]));
  if (byName.size === handlers.length) return byName;
  const names = handlers.map((handler) => handler.name);
  const twice = names.filter((name, place) => names.indexOf(name) !== place);
  throw new Error(`Two handlers have one name: ${twice.join(", ")}.`);
}

type Attempt = {
  handler: Handler | undefined;
  job: QueuedJob;
  token: string;
  graceOver: AbortSignal;
  observed: (outcome: Outcome) => Observation;
};

async function work({ handler, job, token, graceOver, observed }: Attempt, options: WorkerOptions): Promise<void> {
  const { db, log, signal } = options;
  const { outboxId, requestId } = job.data;
  const line = (outcome: Outcome) => ({
    ...observed(outcome),
    actor: "system",
    outboxId,
    requestId,
    attempt: job.attemptsStarted,
  });
  if (job.attemptsStarted === 1) measure("jobDelay", (Date.now() - job.timestamp) / 1_000, { job: job.name });
  try {
    // Retried with back-off: while a release rolls out, a newer worker may know it.
    if (!handler) throw new Error(`No handler is called ${job.name}.`);
    await unlessAborted(graceOver, handler.run(contextOf(job, db, signal), job.data.payload));
    log.info(line("ok"), "job done");
  } catch (error) {
    if (signal.aborted && (error === graceOver.reason || error === signal.reason)) {
      await job.moveToWait(token);
      log.info(line("handed-back"), "job handed back");
      throw new WaitingError();
    }
    const isRefused = isRefusal(error);
    if (isRefused || isLastAttempt(job)) await notifyDead(handler, job, options);
    // A retry would be refused again.
    if (isRefused) {
      log.warn({ ...line("refused"), err: error }, "job refused");
      throw new UnrecoverableError(error.message);
    }
    log.error({ ...line("failed"), err: error }, "job failed");
    throw error;
  }
}

const isLastAttempt = (job: QueuedJob): boolean => job.attemptsMade + 1 >= (job.opts.attempts ?? 1);

/** The job is dead whether or not this succeeds; the caller logs the reason. */
async function notifyDead(
  handler: Handler | undefined,
  job: QueuedJob,
  { db, log, signal }: WorkerOptions,
): Promise<void> {
  try {
    if (handler?.onDead) await within(NOTIFY_DEAD_MS, handler.onDead(contextOf(job, db, signal), job.data.payload));
  } catch (error) {
    log.error(
      { job: job.name, outboxId: job.data.outboxId, requestId: job.data.requestId, err: error },
      "the handler of a dead job could not be notified",
    );
  }
}

const contextOf = (job: QueuedJob, db: Db, signal: AbortSignal): JobContext => ({
  db,
  actor: { kind: "system" },
  now: currentDate(),
  action: job.name,
  requestId: job.data.requestId,
  delivery: { handler: job.name, outboxId: job.data.outboxId, signal },
});

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });

/** Ends with `running`, or when `signal` aborts; what is running then goes on until the process ends. */
async function unlessAborted<Result>(signal: AbortSignal, running: Promise<Result>): Promise<Result> {
  let giveUp = () => {};
  const abandoned = new Promise<never>((_resolve, reject) => {
    giveUp = () => reject(signal.reason);
    signal.addEventListener("abort", giveUp);
  });
  try {
    return await Promise.race([running, abandoned]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}
