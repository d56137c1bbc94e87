import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import postgres from "postgres";
import { fingerprint } from "@/cli/launch/fingerprint.mjs";
import { STATE } from "@/cli/launch/project.mjs";
import { copyCluster } from "@/cli/postgres/copy-cluster.mjs";
import { startPostgres } from "@/cli/postgres/embedded.mjs";
import { startThrowawayPostgres } from "@/cli/postgres/throwaway.mjs";
import { TEMPLATE, keepRows } from "./template";

/** Whatever decides what a migrated cluster holds; the lockfile names the version of Postgres. */
const SOURCES = [
  "drizzle",
  "package-lock.json",
  "src/cli/postgres",
  "src/platform/database",
  "src/testing/migrated-cluster.ts",
  "src/testing/template.ts",
];
const KEPT_MAX = 3;

/** Each user keeps their own: nobody may read a cluster of somebody else. */
const keptFolder = () => path.join(STATE, "tests", `clusters-${process.getuid?.() ?? "user"}`);

/**
 * A throw-away Postgres with the template in it. Migrating takes seconds, so a stopped cluster is kept under the hash
 * of what it was made from, and each run starts a copy: two runs never share one, and a cut run spoils none.
 */
export async function startMigratedPostgres() {
  const kept = path.join(
    keptFolder(),
    fingerprint(SOURCES, (file) => !file.endsWith(".test.ts")),
  );
  if (!existsSync(kept)) return startThrowawayPostgres({ fill: (dataDir) => makeCluster(dataDir, kept) });
  try {
    return await startThrowawayPostgres({ fill: (dataDir) => copyCluster(kept, dataDir) });
  } catch (error) {
    console.warn(`The kept cluster ${kept} is of no use and is made again: ${String(error)}`);
    rmSync(kept, { recursive: true, force: true });
    return startMigratedPostgres();
  }
}

async function makeCluster(dataDir: string, kept: string): Promise<void> {
  const cluster = await startPostgres({ dataDir, durable: false });
  try {
    await makeTemplate(cluster.url);
  } finally {
    await cluster.stop();
  }
  try {
    keepCluster(dataDir, kept);
  } catch (error) {
    console.warn(`The migrated cluster cannot be kept for the next run: ${String(error)}`);
  }
}

async function makeTemplate(clusterUrl: string): Promise<void> {
  const cluster = postgres(clusterUrl, { max: 1, onnotice: () => {} });
  await cluster`create database ${cluster(TEMPLATE)}`;
  await cluster.end({ timeout: 5 });
  const url = new URL(clusterUrl);
  url.pathname = `/${TEMPLATE}`;
  // Loaded only here: a run that starts from a kept cluster has no use for it.
  const { migrate } = await import("@/platform/database/migrations");
  await migrate(url.href);
  const template = postgres(url.href, { max: 1, onnotice: () => {} });
  await keepRows(template);
  await template.end({ timeout: 5 });
}

/** The copy gets its name when it is whole, so that neither a cut run nor one beside this leaves half of one. */
function keepCluster(dataDir: string, kept: string): void {
  const folder = path.dirname(kept);
  mkdirSync(folder, { recursive: true });
  const draft = `${kept}.draft-${process.pid}`;
  copyCluster(dataDir, draft);
  if (existsSync(kept)) rmSync(draft, { recursive: true });
  else renameSync(draft, kept);
  const newestFirst = readdirSync(folder)
    .map((name) => path.join(folder, name))
    .toSorted((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  for (const old of newestFirst.slice(KEPT_MAX)) rmSync(old, { recursive: true, force: true });
}
