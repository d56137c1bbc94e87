import { type RedisSettings, RedisEnvironment, redisOf } from "@/platform/redis-settings";
import { redisUrl } from "./database";
import {
  MASTER_NAME,
  REDIS_PASSWORD,
  SENTINEL_PASSWORD,
  type Sentinels,
  startCluster,
  startSentinels,
} from "./redis-sets";

/** Where jobs may wait, as the environment names it. Null is Postgres. */
export type JobPlace = { redis: RedisSettings | null; close: () => Promise<void> };

export const redisFrom = (environment: Record<string, string>): RedisSettings | null =>
  redisOf(RedisEnvironment.parse(environment));

export const settingsFor = ({ addresses }: Pick<Sentinels, "addresses">): RedisSettings | null =>
  redisFrom({
    REDIS_SENTINELS: addresses.map(({ host, port }) => `${host}:${port}`).join(","),
    REDIS_MASTER_NAME: MASTER_NAME,
    REDIS_PASSWORD,
    REDIS_SENTINEL_PASSWORD: SENTINEL_PASSWORD,
  });

/** All but the first need `redis-server`. */
export const JOB_PLACES: readonly { name: string; open: () => Promise<JobPlace> }[] = [
  { name: "Postgres", open: async () => ({ redis: null, close: async () => {} }) },
  {
    name: "Redis",
    open: async () => ({ redis: redisFrom({ REDIS_URL: redisUrl() ?? "" }), close: async () => {} }),
  },
  {
    name: "Redis with Sentinels",
    open: async () => {
      const sentinels = await startSentinels();
      return { redis: settingsFor(sentinels), close: sentinels.stop };
    },
  },
  {
    name: "a cluster of Redis",
    open: async () => {
      const { host, port, stop } = await startCluster();
      const url = `redis://:${encodeURIComponent(REDIS_PASSWORD)}@${host}:${port}`;
      return { redis: redisFrom({ REDIS_URL: url, REDIS_CLUSTER: "true" }), close: stop };
    },
  },
];
