import type { Config } from "@/platform/config";
import { QUEUE_CONNECTIONS_MAX } from "@/platform/jobs/queue";
import { workerConnections } from "@/platform/jobs/worker";

/** Listening has a connection of its own, and so has the watch over each replica. */
const OF_ITS_OWN = 1;

export type Budget = { process: "web" | "worker" | "relay"; primary: number; eachReplica: number };

/**
 * How many connections one process of each kind opens at most. A worker of all takes the common queue and those that
 * are `apart` by now; one of some modules watches over the common queue beside theirs.
 */
export function connectionBudget(
  config: Pick<
    Config,
    "databasePoolMax" | "redis" | "replicaUrls" | "replicaPoolMax" | "workerConcurrency" | "workerModules"
  >,
  apart: number,
): Budget[] {
  const { databasePoolMax: pool } = config;
  const [reads, watch] = config.replicaUrls.length === 0 ? [0, 0] : [config.replicaPoolMax, OF_ITS_OWN];
  const eachQueue = workerConnections(config.workerConcurrency);
  const queues = 1 + (config.workerModules?.length ?? apart);
  const [queue, worker] = config.redis === null ? [QUEUE_CONNECTIONS_MAX, queues * eachQueue] : [0, 0];
  return [
    { process: "web", primary: pool + OF_ITS_OWN + queue, eachReplica: reads + watch },
    { process: "worker", primary: pool + queue + worker, eachReplica: watch },
    { process: "relay", primary: pool + OF_ITS_OWN + queue, eachReplica: 0 },
  ];
}
