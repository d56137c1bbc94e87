import type { JobsOptions } from "bullmq";
import { config } from "@/platform/config";
import { passwordOf } from "@/platform/database/password";
import { logger } from "@/platform/logger";
import type { JobToAdd } from "@/platform/outbox/job-dispatcher";
import { processSingleton } from "@/platform/process-singleton";
import type { Retry } from "@/shared/job";
import { type JobData, type JobsBackend, JOB_RETENTION, type Queues, within } from "./backend";
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
/** One queue for all jobs, which differ by name: each queue and each worker of BullMQ costs connections. */
export const QUEUE_NAME = "quartermaster";
/** To Postgres, where jobs wait there. */
export const QUEUE_CONNECTIONS_MAX = 3;
const DEAD_LISTED_MAX = 200;

/**
 * The door to the queue for those who add and look. BullMQ remembers the first failure of a queue object for ever, so
 * after any failure the object is thrown away and the next call makes another.
 */
export class JobQueue {
  private queues: Queues | null = null;

  constructor(
    private readonly backend: JobsBackend,
    private readonly retry: Retry = RETRY_SETTINGS,
  ) {}

  /** Adds each job once: a second one for the same handler and outbox row is taken for the first. */
  async add(jobs: readonly JobToAdd[]): Promise<void> {
    if (jobs.length === 0) return;
    const entries = jobs.map(({ handler, retry = this.retry, ...data }) => ({
      name: handler,
      data,
      opts: optionsOf(handler, data, retry),
    }));
    await this.ask((queues) => queues.add(QUEUE_NAME, entries));
  }

  /** A real question to the place where jobs wait. @throws Error when it has no answer in time */
  async ping(): Promise<void> {
    await this.ask((queues) => queues.of(QUEUE_NAME).getJobCounts("waiting"));
  }

  /** Work that was given up, newest first. */
  async listDead(limit = DEAD_LISTED_MAX): Promise<DeadJob[]> {
    const failed = await this.ask((queues) => queues.of(QUEUE_NAME).getFailed(0, limit - 1));
    return failed.map((job) => ({
      id: job.id ?? "",
      handler: job.name,
      requestId: job.data.requestId,
      reason: job.failedReason,
      attempts: job.attemptsMade,
      failedAt: job.finishedOn === undefined ? null : new Date(job.finishedOn),
    }));
  }

  /** Puts a dead job back in the queue, with all its attempts before it. */
  async retryDead(id: string): Promise<void> {
    await this.ask(async (queues) => {
      const job = await queues.of(QUEUE_NAME).getJob(id);
      await job?.retry("failed", { resetAttemptsMade: true });
    });
  }

  /** Removes every job that is not running just now. The outbox is the truth, so only tests have a use for it. */
  async clear(): Promise<void> {
    await this.ask(async (queues) => {
      const client = queues.of(QUEUE_NAME);
      await client.drain(true);
      await client.clean(0, 0, "completed");
      await client.clean(0, 0, "failed");
    });
  }

  async close(): Promise<void> {
    await this.forget();
    await this.backend.end();
  }

  private async ask<Answer>(question: (queues: Queues) => Promise<Answer>): Promise<Answer> {
    const queues = (this.queues ??= this.backend.openQueues());
    try {
      return await within(ANSWER_TIMEOUT_MS, question(queues));
    } catch (error) {
      if (this.queues === queues) await this.forget();
      throw error;
    }
  }

  private async forget(): Promise<void> {
    const queues = this.queues;
    this.queues = null;
    await queues?.close().catch(() => {});
  }
}

const optionsOf = (handler: string, { outboxId }: JobData, retry: Retry): JobsOptions => ({
  ...JOB_RETENTION,
  jobId: `${outboxId}-${handler}`,
  attempts: retry.attemptsMax,
  backoff: { type: "exponential", delay: retry.firstPauseMs, jitter: PAUSE_SPREAD },
});

/** The process's own, as configured. Made at its first use, when the queue's tables are there. */
export const jobQueue = (): JobQueue =>
  processSingleton("job-queue", () => {
    const { databaseUrl, redis } = config();
    const password = passwordOf((now) => now.databaseUrl);
    const options = { databaseUrl, password, redis, connectionsMax: QUEUE_CONNECTIONS_MAX, log: logger() };
    return new JobQueue(openBackend(options));
  });

/** For the health of the process. @throws Error when jobs cannot be added */
export const pingQueue = (): Promise<void> => jobQueue().ping();
