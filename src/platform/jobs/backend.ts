import type { Job, JobsOptions, JobType, Processor, Queue, Worker, WorkerOptions } from "bullmq";
import type { Password } from "@/platform/database/password";
import type { Logger } from "@/platform/logger";
import type { RedisSettings } from "@/platform/redis-settings";

/** What is in the queue about one delivery. Small: ids and names, as in the outbox row it comes from. */
export type JobData = {
  outboxId: number;
  requestId: string;
  payload: Record<string, unknown>;
  /** The trace that asked for it, where there is one. */
  traceParent?: string;
};

export type QueuedJob = Job<JobData, void>;
export type JobProcessor = Processor<JobData, void>;
type JobsQueue = Queue<JobData, void>;
type JobsWorker = Worker<JobData, void>;

/** The part of BullMQ's queue that we use, which is the same on both backends. */
export type QueueClient = Pick<
  JobsQueue,
  "addBulk" | "clean" | "drain" | "getFailed" | "getJobCounts" | "getWaiting" | "close"
> & {
  getJob: (id: string) => Promise<FailedJob | undefined>;
  getJobs: (types: JobType[], start: number, end: number, ascending: boolean) => Promise<WaitingJob[]>;
};
/** Of a job that may have been given up, what we read and do. */
export type FailedJob = Pick<
  QueuedJob,
  "id" | "name" | "data" | "failedReason" | "attemptsMade" | "finishedOn" | "isFailed" | "remove" | "retry"
>;
type WaitingJob = Pick<QueuedJob, "id" | "name" | "data" | "opts" | "remove">;
export type WorkerClient = Pick<JobsWorker, "close" | "startStalledCheckTimer" | "waitUntilReady">;
export type WorkerSettings = Pick<
  WorkerOptions,
  "concurrency" | "lockDuration" | "maxStalledCount" | "stalledInterval" | "skipLockRenewal"
>;
type JobEntry = { name: string; data: JobData; opts: JobsOptions };

/** Queues by name, over one connection or pool. */
export type Queues = {
  readonly of: (name: string) => QueueClient;
  /** Resolves once the jobs outlast the loss of the machine that took them, as far as the configuration asks for it. */
  readonly add: (name: string, entries: JobEntry[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

type OpenWorker<Client> = (queue: string, process: JobProcessor | null, settings: WorkerSettings) => Client;

/** One of the two places where jobs may wait. */
export type LoadedBackend = {
  readonly openQueues: () => Queues;
  /** Without a `process` it takes no jobs. */
  readonly openWorker: OpenWorker<WorkerClient>;
  readonly end: () => Promise<void>;
};

/** Where jobs wait: Redis where it is configured, else Postgres. Nothing else in the code knows which. */
export type JobsBackend = {
  readonly openQueues: () => Promise<Queues>;
  readonly openWorker: OpenWorker<Promise<WorkerClient>>;
  readonly end: () => Promise<void>;
};

export type BackendOptions = {
  databaseUrl: string;
  /** Instead of the one in the address, where it may change. */
  password?: Password | undefined;
  redis: RedisSettings | null;
  connectionsMax: number;
  log: Logger;
};

export const CONNECT_TIMEOUT_MS = 5_000;
const CLOSE_TIMEOUT_MS = 5_000;
const JOBS_KEPT_MAX = 1_000;
const DONE_KEPT_SECONDS = 24 * 3_600;
const DEAD_KEPT_SECONDS = 30 * 24 * 3_600;

/** The dead list keeps far longer than what went well. */
export const JOB_RETENTION: JobsOptions = {
  removeOnComplete: { count: JOBS_KEPT_MAX, age: DONE_KEPT_SECONDS },
  removeOnFail: { count: JOBS_KEPT_MAX, age: DEAD_KEPT_SECONDS },
};

/** An emitter throws an error event that has no listener, which would end the process. */
export function withErrorListener<Client extends { on: (event: "error", onError: (error: Error) => void) => unknown }>(
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

/** The queues of a backend, each opened at its first use. `open` makes one, `end` lets go of what they stand on. */
export function queuesBy<Client extends QueueClient>(
  open: (name: string) => Client,
  hooks: { confirm?: (add: () => Promise<unknown>) => Promise<void>; end?: () => void } = {},
): Queues {
  const clients = new Map<string, Client>();
  const of = (name: string): Client => {
    const client = clients.get(name) ?? open(name);
    clients.set(name, client);
    return client;
  };
  const { confirm = async (add) => void (await add()), end = () => {} } = hooks;
  return {
    of,
    add: (name, entries) => confirm(() => of(name).addBulk(entries)),
    close: async () => {
      try {
        await within(CLOSE_TIMEOUT_MS, Promise.all([...clients.values()].map((client) => client.close())));
      } finally {
        end();
      }
    },
  };
}
