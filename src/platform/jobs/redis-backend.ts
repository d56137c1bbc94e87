import { Queue, Worker } from "bullmq";
import { Cluster, type Redis } from "ioredis";
import type { Logger } from "@/platform/logger";
import type { RedisSettings } from "@/platform/redis-settings";
import { type JobData, type LoadedBackend, queuesBy, withErrorListener, within, type WorkerClient } from "./backend";
import { connectRedis } from "./redis-connection";

const REPLICATED_MS_MAX = 1_000;
const REPLICATED_ANSWER_MS_MAX = 2_000;

/**
 * Each queue and each worker stands on connections of ours, which the Sentinels or the cluster lead to the master. A
 * worker waits for it without end; adding a job fails at once while it is away, and the outbox keeps the row.
 */
export function openRedisBackend(settings: RedisSettings, log: Logger): LoadedBackend {
  const logError = (error: Error) => log.warn({ err: error }, "the job queue on Redis reports an error");
  const connect = (maxRetriesPerRequest: number | null) =>
    withErrorListener(connectRedis(settings, { maxRetriesPerRequest }), logError);
  return {
    openQueues: () => {
      const connection = connect(1);
      const open = (name: string) =>
        withErrorListener(new Queue<JobData, void>(name, { connection, ...keysOf(settings, name) }), logError);
      return queuesBy(open, {
        ...(settings.replicasMin > 0 && { confirm: whenReplicated(connection, settings.replicasMin) }),
        end: () => connection.disconnect(),
      });
    },
    openWorker: (name, process, given) => {
      const connection = connect(null);
      const worker = new Worker<JobData, void>(name, process, { connection, ...keysOf(settings, name), ...given });
      return endingWith(withErrorListener(worker, logError), connection);
    },
    end: async () => {},
  };
}

/** All keys of a queue are in one slot of a cluster, which braces say. Elsewhere the names stay what they were. */
const keysOf = ({ kind }: RedisSettings, name: string) => (kind === "cluster" ? { prefix: `{${name}}` } : {});

/**
 * A master that is replaced takes with it what no replica has. WAIT answers for what the same connection wrote, so one
 * that was made again meanwhile proves nothing. @throws Error, and the same jobs are added again under the same names
 */
function whenReplicated(connection: Redis | Cluster, replicasMin: number) {
  let connected = 0;
  connection.on("ready", () => (connected += 1));
  return async (add: () => Promise<unknown>): Promise<void> => {
    if (connection instanceof Cluster) return void (await add());
    await connection.ping();
    const before = connected;
    await add();
    const replicas = await within(REPLICATED_ANSWER_MS_MAX, connection.wait(replicasMin, REPLICATED_MS_MAX));
    if (replicas < replicasMin || connected !== before)
      throw new Error(`The jobs are on ${replicas} replicas of Redis; ${replicasMin} are needed (REDIS_REPLICAS_MIN).`);
  };
}

/** BullMQ leaves a connection that it was given open. */
function endingWith(worker: WorkerClient, connection: Redis | Cluster): WorkerClient {
  return {
    waitUntilReady: () => worker.waitUntilReady(),
    startStalledCheckTimer: () => worker.startStalledCheckTimer(),
    close: async (force) => {
      try {
        await worker.close(force);
      } finally {
        connection.disconnect();
      }
    },
  };
}
