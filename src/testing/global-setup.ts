import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { startThrowawayPostgres } from "@/cli/postgres/throwaway.mjs";
import { migrate } from "@/platform/database/migrations";
import { startRedis } from "./redis-server";
import { TEMPLATE, keepSeedRows } from "./template";

declare module "vitest" {
  interface ProvidedContext {
    /** The throw-away cluster, as its owner. */
    clusterUrl: string;
    /** Null where `redis-server` is not installed. */
    redisUrl: string | null;
  }
}

/** One Postgres for the whole run, with one migrated database that each test file's own is cloned from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startThrowawayPostgres();
  const redis = await startRedis();
  if (redis === null) {
    console.warn("\n!! redis-server is not on the PATH: THE REDIS SUITES DO NOT RUN. Install it to run them.\n");
  }
  await makeTemplate(cluster.url);
  project.provide("clusterUrl", cluster.url);
  project.provide("redisUrl", redis?.url ?? null);
  return async () => {
    await redis?.stop();
    await cluster.stop();
  };
}

async function makeTemplate(clusterUrl: string): Promise<void> {
  const cluster = postgres(clusterUrl, { max: 1, onnotice: () => {} });
  await cluster`create database ${cluster(TEMPLATE)}`;
  await cluster.end({ timeout: 5 });
  const url = new URL(clusterUrl);
  url.pathname = `/${TEMPLATE}`;
  await migrate(url.href);
  const template = postgres(url.href, { max: 1, onnotice: () => {} });
  await keepSeedRows(template);
  await template.end({ timeout: 5 });
}
