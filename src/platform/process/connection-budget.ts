import type { Config } from "@/platform/config";
import { QUEUE_CONNECTIONS_MAX } from "@/platform/jobs/queue";
import { WORKER_CONNECTIONS_MAX } from "@/platform/jobs/worker";

/** Listening has a connection of its own, and so has the watch over each replica. */
const OF_ITS_OWN = 1;

export type Budget = { process: "web" | "worker" | "relay"; primary: number; eachReplica: number };

/** How many connections one process of each kind opens at most. */
export function connectionBudget(
  config: Pick<Config, "databasePoolMax" | "redis" | "replicaUrls" | "replicaPoolMax">,
): Budget[] {
  const { databasePoolMax: pool } = config;
  const [queue, worker] = config.redis === null ? [QUEUE_CONNECTIONS_MAX, WORKER_CONNECTIONS_MAX] : [0, 0];
  const [reads, watch] = config.replicaUrls.length === 0 ? [0, 0] : [config.replicaPoolMax, OF_ITS_OWN];
  return [
    { process: "web", primary: pool + OF_ITS_OWN + queue, eachReplica: reads + watch },
    { process: "worker", primary: pool + queue + worker, eachReplica: watch },
    { process: "relay", primary: pool + OF_ITS_OWN + queue, eachReplica: 0 },
  ];
}
