import type { TestProject } from "vitest/node";
import { startMigratedPostgres } from "./migrated-cluster";
import { startRedis } from "./redis-server";

declare module "vitest" {
  interface ProvidedContext {
    /** The throw-away cluster, as its owner. */
    clusterUrl: string;
    /** Null where `redis-server` is not installed. */
    redisUrl: string | null;
    /** Whether a file leaves its database to the next one of its worker. */
    keepsDatabase: boolean;
    /** Whether a test of two sizes has the great one. */
    isInFull: boolean;
  }
}

/** One Postgres for the whole run, with one migrated database that those of the test files are cloned from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [cluster, redis] = await Promise.all([startMigratedPostgres(), startRedis()]);
  if (redis === null) {
    console.warn("\n!! redis-server is not on the PATH: THE REDIS SUITES DO NOT RUN. Install it to run them.\n");
  }
  project.provide("clusterUrl", cluster.url);
  project.provide("redisUrl", redis?.url ?? null);
  return async () => {
    await redis?.stop();
    await cluster.stop();
  };
}
