import type { JobsOptions } from "bullmq";
import { sql } from "drizzle-orm";
import { config } from "@/platform/config";
import { database } from "@/platform/database/db";
import { passwordOf } from "@/platform/database/password";
import { logger } from "@/platform/logger";
import type { JobToAdd } from "@/platform/outbox/job-dispatcher";
import { processSingleton } from "@/platform/process-singleton";
import type { Retry } from "@/shared/job";
import {
  type FailedJob,
  type JobData,
  type JobsBackend,
  JOB_RETENTION,
  type QueueClient,
  type QueuedJob,
  type Queues,
  within,
} from "./backend";
import { COMMON_QUEUE, listApart, queueOf } from "./job-modules";
import { openBackend } from "./open-backend";

export type DeadJob = {
  id: string;
  handler: string;
  requestId: string;
  reason: string;
  attempts: number;
  failedAt: Date | null;
};

/** Eight attempts over about four minutes, ever further apart, then the dead list. */
const RETRY_SETTINGS: Retry = { attemptsMax: 8, firstPauseMs: 1_000 };
const PAUSE_SPREAD = 0.3;
const ANSWER_TIMEOUT_MS = 5_000;
/** To Postgres, where jobs wait there. */
export const QUEUE_CONNECTIONS_MAX = 3;
const DEAD_LISTED_MAX = 200;
const MOVED_AT_ONCE_MAX = 500;

export type JobQueueOptions = {
  readonly retry?: Retry;
  /** The modules that have a queue of their own by now. Asked at each use, since workers come and go. */
  readonly listApart?: () => Promise<readonly string[]>;
};

/**
 * The door to the queues for those who add and look. BullMQ remembers the first failure of a queue object for ever, so
 * after any failure the objects are thrown away and the next call makes others.
 */
export class JobQueue {
  private queues: Promise<Queues> | null = null;
  private readonly retry: Retry;
  private readonly listApart: () => Promise<readonly string[]>;

  constructor(
    private readonly backend: JobsBackend,
    { retry = RETRY_SETTINGS, listApart = async () => [] }: JobQueueOptions = {},
  ) {
    this.retry = retry;
    this.listApart = listApart;
  }

  /** Adds each job once: a second one for the same handler and outbox row is taken for the first. */
  async add(jobs: readonly JobToAdd[]): Promise<void> {
    if (jobs.length === 0) return;
    const apart = new Set(await this.listApart());
    const queueFor = ({ module }: JobToAdd) =>
      module !== undefined && apart.has(module) ? queueOf(module) : COMMON_QUEUE;
    for (const name of new Set(jobs.map(queueFor))) {
      const entries = jobs.filter((job) => queueFor(job) === name).map(this.toEntry);
      await this.ask((queues) => queues.add(name, entries));
    }
  }

  /** A real question to the place where jobs wait. @throws Error when it has no answer in time */
  async ping(): Promise<void> {
    await this.ask((queues) => queues.of(COMMON_QUEUE).getJobCounts("waiting"));
  }

  /** How many jobs each queue has in which state, and for how long the oldest of those that wait has done so. */
  async look(): Promise<{ queue: string; counts: Record<string, number>; oldestMs: number | null }[]> {
    const names = await this.names();
    const lookAt = async (queue: string, client: QueueClient) => {
      const [counts, [oldest]] = await Promise.all([
        client.getJobCounts("waiting", "active", "delayed", "failed"),
        client.getWaiting(0, 0),
      ]);
      return { queue, counts, oldestMs: oldest ? Math.max(0, Date.now() - oldest.timestamp) : null };
    };
    return this.ask((queues) => Promise.all(names.map((name) => lookAt(name, queues.of(name)))));
  }

  /** Work that was given up, newest first. */
  async listDead(limit = DEAD_LISTED_MAX): Promise<DeadJob[]> {
    const names = await this.names();
    const failed = await this.ask((queues) =>
      Promise.all(names.map((name) => queues.of(name).getFailed(0, limit - 1))),
    );
    const newest = failed.flat().sort((one, other) => (other.finishedOn ?? 0) - (one.finishedOn ?? 0));
    return newest.slice(0, limit).map(asDead);
  }

  /** Puts a dead job back in the queue, with all its attempts before it. Null where it is not dead any more. */
  retryDead(id: string): Promise<DeadJob | null> {
    return this.settleDead(id, (job) => job.retry("failed", { resetAttemptsMade: true }));
  }

  /** Lets go of a dead job for good. Null where it is not dead any more. */
  discardDead(id: string): Promise<DeadJob | null> {
    return this.settleDead(id, (job) => job.remove());
  }

  /** Removes every job that is not running just now. The outbox is the truth, so only tests have a use for it. */
  async clear(): Promise<void> {
    const names = await this.names();
    await this.ask(async (queues) => {
      for (const client of names.map((name) => queues.of(name))) {
        await client.drain(true);
        await client.clean(0, 0, "completed");
        await client.clean(0, 0, "failed");
      }
    });
  }

  /**
   * Jobs of a module that wait in the common queue go to its own: they were added before it had one, or by a relay that
   * did not know of it yet. Who is killed between adding and removing leaves a job twice, as any is delivered.
   */
  async moveFromCommon(module: string, handlers: ReadonlySet<string>): Promise<number> {
    let moved = 0;
    for (const state of ["waiting", "delayed"] as const) {
      // Behind those of others, which may wait for as long as nobody takes them.
      for (let others = 0, isWhole = true; isWhole;) {
        const page = await this.ask((queues) => movePage(queues, { module, handlers, state, from: others }));
        moved += page.moved;
        others += page.others;
        isWhole = page.moved + page.others >= MOVED_AT_ONCE_MAX;
      }
    }
    return moved;
  }

  async close(): Promise<void> {
    await this.forget();
    await this.backend.end();
  }

  private readonly toEntry = ({ handler, retry = this.retry, module: _, ...data }: JobToAdd) => {
    return { name: handler, data, opts: optionsOf(handler, data, retry) };
  };

  private async settleDead(id: string, settle: (job: FailedJob) => Promise<void>): Promise<DeadJob | null> {
    const names = await this.names();
    return this.ask(async (queues) => {
      let dead: DeadJob | null = null;
      for (const name of names) {
        const job = await queues.of(name).getJob(id);
        if (!job || !(await job.isFailed())) continue;
        dead = asDead(job);
        await settle(job);
      }
      return dead;
    });
  }

  private async names(): Promise<string[]> {
    return [COMMON_QUEUE, ...(await this.listApart()).map(queueOf)];
  }

  private async ask<Answer>(question: (queues: Queues) => Promise<Answer>): Promise<Answer> {
    const queues = (this.queues ??= this.backend.openQueues());
    try {
      return await within(ANSWER_TIMEOUT_MS, queues.then(question));
    } catch (error) {
      if (this.queues === queues) await this.forget();
      throw error;
    }
  }

  private async forget(): Promise<void> {
    const queues = this.queues;
    this.queues = null;
    await queues?.then((opened) => opened.close()).catch(() => {});
  }
}

const asDead = (job: FailedJob): DeadJob => ({
  id: job.id ?? "",
  handler: job.name,
  requestId: job.data.requestId,
  reason: job.failedReason,
  attempts: job.attemptsMade,
  failedAt: job.finishedOn === undefined ? null : new Date(job.finishedOn),
});

const optionsOf = (handler: string, { outboxId }: JobData, retry: Retry): JobsOptions => ({
  ...JOB_RETENTION,
  jobId: `${outboxId}-${handler}`,
  attempts: retry.attemptsMax,
  backoff: { type: "exponential", delay: retry.firstPauseMs, jitter: PAUSE_SPREAD },
});

type Page = { module: string; handlers: ReadonlySet<string>; state: "waiting" | "delayed"; from: number };

async function movePage(queues: Queues, { module, handlers, state, from }: Page) {
  const page = await queues.of(COMMON_QUEUE).getJobs([state], from, from + MOVED_AT_ONCE_MAX - 1, true);
  const ours = page.filter(({ name }) => handlers.has(name));
  if (ours.length > 0) await queues.add(queueOf(module), ours.map(sameAgain));
  // One that a worker has taken meanwhile is locked, and ends there.
  for (const job of ours) await job.remove().catch(() => {});
  return { moved: ours.length, others: page.length - ours.length };
}

/** Without the pause that it was in: its attempts begin anew. */
const sameAgain = ({ name, data, opts: { jobId, attempts, backoff } }: Pick<QueuedJob, "name" | "data" | "opts">) => ({
  name,
  data,
  opts: { ...JOB_RETENTION, ...(jobId && { jobId }), ...(attempts && { attempts }), ...(backoff && { backoff }) },
});

/** The process's own, as configured. Made at its first use, when the queue's tables are there. */
export const jobQueue = (): JobQueue =>
  processSingleton("job-queue", () => {
    const { databaseUrl, redis } = config();
    const password = passwordOf((now) => now.databaseUrl);
    const options = { databaseUrl, password, redis, connectionsMax: QUEUE_CONNECTIONS_MAX, log: logger() };
    return new JobQueue(openBackend(options), { listApart: () => listApart(database().db) });
  });

/**
 * For the health of the process. Where jobs wait in the database it is asked itself, without a queue, which an idle web
 * has not loaded. @throws Error when jobs cannot be added
 */
export async function pingQueue(): Promise<void> {
  if (config().redis === null) await database().db.execute(sql`select from bullmq.job limit 1`);
  else await jobQueue().ping();
}
