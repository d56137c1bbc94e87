// @ts-check
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../launch/ports.mjs";
import { inRoot } from "../launch/project.mjs";
import { runProgram } from "../launch/run-program.mjs";
import { startPostgres } from "../postgres/embedded.mjs";
import { keepAlive, send } from "./load.mjs";

const READY_WAIT_MS = 60_000;
const STOP_WAIT_MS = 15_000;
const BARE = ["src", "cli", "bench", "bare"];

/** @typedef {{ pid: number, port: number, readyMs: number, stop: () => Promise<void> }} Server */

/** A durable Postgres of the benchmark's own that also counts statements, with a year of sample trading in it. */
export async function startRig() {
  const folder = mkdtempSync(join(tmpdir(), "quartermaster-bench-"));
  const postgres = await startPostgres({
    dataDir: join(folder, "postgres"),
    settings: {
      shared_preload_libraries: "pg_stat_statements",
      "pg_stat_statements.track": "top",
      "pg_stat_statements.max": 10_000,
    },
  });
  const env = environment(postgres.url, folder);
  await node([inRoot("dist", "cli", "migrate.js")], env);
  const signIns = join(folder, "sign-ins.json");
  await node([inRoot("dist", "cli", "seed.js"), "--sign-ins", signIns], env);
  /** @type {{ role: string, email: string, password: string }[]} */
  const people = JSON.parse(readFileSync(signIns, "utf8"));
  const stop = async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { postgres, folder, env, people, stop };
}

/** @param {string} url @param {string} folder @returns {NodeJS.ProcessEnv} */
const environment = (url, folder) => ({
  ...process.env,
  NODE_ENV: "production",
  DATABASE_URL: url,
  AUTH_SECRET: "the secret of a benchmark that protects nothing",
  FILES_DIR: join(folder, "files"),
  LOG_LEVEL: "warn",
  HOSTNAME: "127.0.0.1",
  KEEP_ALIVE_TIMEOUT: "65000",
});

/** @param {string[]} args @param {NodeJS.ProcessEnv} env */
async function node(args, env) {
  const { code, output } = await runProgram(process.execPath, args, { env });
  if (code !== 0) throw new Error(output);
}

/** @param {NodeJS.ProcessEnv} env */
export const startWeb = (env) => startServer(inRoot(".next", "standalone", "server.js"), "/api/health/ready", env);

/** @param {NodeJS.ProcessEnv} env */
export async function startBare(env) {
  const built = inRoot(...BARE, ".next");
  // What the last build left would be taken for sources of this one.
  for (const left of [".next", "tsconfig.json", "next-env.d.ts"])
    rmSync(inRoot(...BARE, left), { recursive: true, force: true });
  const { code, output } = await runProgram(
    process.execPath,
    [inRoot("node_modules", "next", "dist", "bin", "next"), "build", inRoot(...BARE)],
    { env },
  );
  if (code !== 0) throw new Error(output);
  if (existsSync(join(built, "static")))
    cpSync(join(built, "static"), join(built, "standalone", ...BARE, ".next", "static"), { recursive: true });
  return startServer(
    join(built, "standalone", ...BARE, "server.js"),
    `/api/trpc/list?input=${encodeURIComponent(JSON.stringify({ limit: 1 }))}`,
    env,
  );
}

/** The relay or the worker, which have no door of their own. @param {string} name @param {NodeJS.ProcessEnv} env */
export function startProcess(name, env) {
  const child = spawn(process.execPath, [inRoot("dist", `${name}.js`)], { env, stdio: "ignore" });
  return { pid: child.pid ?? 0, stop: () => stopChild(child) };
}

/** @param {string} file @param {string} readyPath @param {NodeJS.ProcessEnv} env @returns {Promise<Server>} */
async function startServer(file, readyPath, env) {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, [file], {
    env: { ...env, PORT: String(port), APP_URL: `http://localhost:${port}` },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const agent = keepAlive(1);
  while (performance.now() - begun < READY_WAIT_MS) {
    const answer = await send(port, agent, { method: "GET", path: readyPath }).catch(() => null);
    if (answer?.status === 200) {
      agent.destroy();
      return { pid: child.pid ?? 0, port, readyMs: performance.now() - begun, stop: () => stopChild(child) };
    }
    await sleep(10);
  }
  child.kill("SIGKILL");
  throw new Error(`${file} did not become ready.`);
}

/** @param {import("node:child_process").ChildProcess} child */
async function stopChild(child) {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGTERM");
  await Promise.race([ended, sleep(STOP_WAIT_MS)]);
  if (child.exitCode === null) child.kill("SIGKILL");
}
