import {
  createPostgresBackend,
  isPgPool,
  type JobProgress,
  type PgPool,
  type PostgresConnectionOptions,
  type PostgresQueueBackend,
  Queue,
  Worker,
} from "bullmq";
import type { PoolConfig } from "pg";
import { APPLICATION_ROLE } from "@/platform/database/role";
import {
  type BackendOptions,
  CONNECT_TIMEOUT_MS,
  type JobData,
  type LoadedBackend,
  queuesBy,
  withErrorListener,
  within,
} from "./backend";
import { openPrimaryPool } from "./primary-pool";

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

const JOBS_SCHEMA = "bullmq";
const STATEMENT_TIMEOUT_MS = 15_000;
const END_TIMEOUT_MS = 3_000;

export function openPostgresBackend({ databaseUrl, password, connectionsMax, log }: BackendOptions): LoadedBackend {
  const settings: PoolConfig = {
    max: connectionsMax,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: "quartermaster jobs",
    options: `-c search_path=${JOBS_SCHEMA} -c role=${APPLICATION_ROLE} -c statement_timeout=${STATEMENT_TIMEOUT_MS}`,
  };
  const pool = openPrimaryPool(databaseUrl, settings, password);
  const logError = (error: Error) => log.warn({ err: error }, "the job queue on Postgres reports an error");
  // A client in use emits its errors on itself alone, and an error event without a listener ends the process.
  pool.on("connect", (client) => client.on("error", logError));
  pool.on("error", logError);
  const connection = { connection: asBullPool(pool) };
  return {
    openQueues: () =>
      queuesBy((name) => {
        const queue: PostgresQueue = new Queue(name, connection, createPostgresBackend);
        return withErrorListener(queue, logError);
      }),
    openWorker: (queue, process, settings) => {
      const worker: PostgresWorker = new Worker(queue, process, { ...connection, ...settings }, createPostgresBackend);
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
