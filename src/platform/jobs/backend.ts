import {
  createPostgresBackend,
  isPgPool,
  type Job,
  type JobProgress,
  type JobsOptions,
  type PgPool,
  type PostgresConnectionOptions,
  type PostgresQueueBackend,
  type Processor,
  Queue,
  type QueueOptions,
  Worker,
  type WorkerOptions,
} from "bullmq";
import { APPLICATION_ROLE } from "@/platform/database/role";
import type { Logger } from "@/platform/logger";
import { openPrimaryPool } from "./primary-pool";

/** What is in the queue about one delivery. Small: ids and names, as in the outbox row it comes from. */
export type JobData = { outboxId: number; requestId: string; payload: Record<string, unknown> };

export type QueuedJob = Job<JobData, void>;
export type JobProcessor = Processor<JobData, void>;
type JobsQueue = Queue<JobData, void>;
type JobsWorker = Worker<JobData, void>;
type PostgresQueue = Queue<
  JobData,
  void,
  string,
  JobData,
  void,
  string,
  PostgresQueueBackend,
  PostgresConnectionOptions
>;
type PostgresWorker = Worker<JobData, void, string, PostgresQueueBackend, JobProgress, PostgresConnectionOptions>;

/** The part of BullMQ's queue that we use, which is the same on both backends. */
export type QueueClient = Pick<JobsQueue, "addBulk" | "clean" | "drain" | "getFailed" | "getJobCounts" | "close"> & {
  getJob: (id: string) => Promise<Pick<QueuedJob, "retry"> | undefined>;
};
export type WorkerClient = Pick<JobsWorker, "close" | "waitUntilReady">;
export type WorkerSettings = Pick<
  WorkerOptions,
  "concurrency" | "lockDuration" | "maxStalledCount" | "stalledInterval" | "skipLockRenewal"
>;

/** Where jobs wait: Redis where it is configured, else Postgres. Nothing else in the code knows which. */
export type JobsBackend = {
  readonly openQueue: () => QueueClient;
  readonly openWorker: (process: JobProcessor, settings: WorkerSettings) => WorkerClient;
  readonly end: () => Promise<void>;
};

export type BackendOptions = { databaseUrl: string; redisUrl: string | null; connectionsMax: number; log: Logger };

/** One queue for all jobs, which differ by name: each queue and each worker of BullMQ costs connections. */
const QUEUE_NAME = "quartermaster";
const JOBS_SCHEMA = "bullmq";
const JOBS_KEPT_MAX = 1_000;
const DONE_KEPT_SECONDS = 24 * 3_600;
const DEAD_KEPT_SECONDS = 30 * 24 * 3_600;
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 15_000;
const END_TIMEOUT_MS = 3_000;

/** The dead list keeps far longer than what went well. */
export const JOB_RETENTION: JobsOptions = {
  removeOnComplete: { count: JOBS_KEPT_MAX, age: DONE_KEPT_SECONDS },
  removeOnFail: { count: JOBS_KEPT_MAX, age: DEAD_KEPT_SECONDS },
};

export const openBackend = (options: BackendOptions): JobsBackend =>
  options.redisUrl === null ? openPostgres(options) : openRedis(options.redisUrl, options.log);

function openPostgres({ databaseUrl, connectionsMax, log }: BackendOptions): JobsBackend {
  const pool = openPrimaryPool(databaseUrl, {
    max: connectionsMax,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: "quartermaster jobs",
    options: `-c search_path=${JOBS_SCHEMA} -c role=${APPLICATION_ROLE} -c statement_timeout=${STATEMENT_TIMEOUT_MS}`,
  });
  const logError = (error: Error) => log.warn({ err: error }, "the job queue on Postgres reports an error");
  // A client in use emits its errors on itself alone, and an error event without a listener ends the process.
  pool.on("connect", (client) => client.on("error", logError));
  pool.on("error", logError);
  const connection = { connection: asBullPool(pool) };
  return {
    openQueue: () => {
      const queue: PostgresQueue = new Queue(QUEUE_NAME, connection, createPostgresBackend);
      return withErrorListener(queue, logError);
    },
    openWorker: (process, settings) => {
      const worker: PostgresWorker = new Worker(
        QUEUE_NAME,
        process,
        { ...connection, ...settings },
        createPostgresBackend,
      );
      return withErrorListener(worker, logError);
    },
    end: () => within(END_TIMEOUT_MS, pool.end()),
  };
}

/** `pg` types its events more narrowly than BullMQ's own picture of it, so it is asked at run time. */
function asBullPool(pool: unknown): PgPool {
  if (!isPgPool(pool)) throw new TypeError("BullMQ does not take this pool.");
  return pool;
}

function openRedis(url: string, log: Logger): JobsBackend {
  const logError = (error: Error) => log.warn({ err: error }, "the job queue on Redis reports an error");
  // A worker waits for Redis without end; adding a job fails at once while Redis is away.
  const forQueue: QueueOptions = { connection: { url, maxRetriesPerRequest: 1, connectTimeout: CONNECT_TIMEOUT_MS } };
  const forWorker = { connection: { url, maxRetriesPerRequest: null, connectTimeout: CONNECT_TIMEOUT_MS } };
  return {
    openQueue: () => withErrorListener(new Queue<JobData, void>(QUEUE_NAME, forQueue), logError),
    openWorker: (process, settings) =>
      withErrorListener(new Worker<JobData, void>(QUEUE_NAME, process, { ...forWorker, ...settings }), logError),
    end: async () => {},
  };
}

/** An emitter throws an error event that has no listener, which would end the process. */
function withErrorListener<Client extends { on: (event: "error", onError: (error: Error) => void) => unknown }>(
  client: Client,
  onError: (error: Error) => void,
): Client {
  client.on("error", onError);
  return client;
}

/** Waits for `work`, but not for ever. @throws Error when the time is over */
export async function within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${milliseconds} ms.`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
