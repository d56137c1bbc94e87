// @ts-check
import { spawn } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fingerprint } from "../launch/fingerprint.mjs";
import { freePort } from "../launch/ports.mjs";
import { inRoot } from "../launch/project.mjs";
import { runProgram } from "../launch/run-program.mjs";
import { setWatchdog } from "../launch/watchdog.mjs";
import { startThrowawayPostgres } from "../postgres/throwaway.mjs";
import { keepAlive, send } from "./load.mjs";

const READY_WAIT_MS = 60_000;
const STOP_WAIT_MS = 15_000;
const PROCESSES = new URL("../launch/processes.mjs", import.meta.url).href;
const BARE = ["app", "next.config.ts"].map((part) => join("src", "cli", "bench", "bare", part));
/** Beside the results and outside the sources, whose fingerprint decides whether the product is built again. */
const BARE_COPY = [".quartermaster", "bench", "bare"];
const BARE_STAMP = inRoot(...BARE_COPY, "built-from");

/** @typedef {{ pid: number, port: number, readyMs: number, stop: () => Promise<void> }} Server */

/** A durable Postgres of the benchmark's own that also counts statements, with a year of sample trading in it. */
export async function startRig() {
  const postgres = await startThrowawayPostgres({
    durable: true,
    settings: {
      shared_preload_libraries: "pg_stat_statements",
      "pg_stat_statements.track": "top",
      "pg_stat_statements.max": 10_000,
    },
  });
  const { folder } = postgres;
  const env = environment(postgres.url, folder);
  await node([inRoot("dist", "cli", "migrate.js")], env);
  const signIns = join(folder, "sign-ins.json");
  await node([inRoot("dist", "cli", "seed.js"), "--sign-ins", signIns], env);
  /** @type {{ role: string, email: string, password: string }[]} */
  const people = JSON.parse(readFileSync(signIns, "utf8"));
  return { postgres, env, people, stop: postgres.stop };
}

/** @param {string} url @param {string} folder @returns {NodeJS.ProcessEnv} */
export const environment = (url, folder) => ({
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

/** @param {NodeJS.ProcessEnv} env @param {string} [program] another Node than this one */
export const startWeb = (env, program) =>
  startServer(inRoot(".next", "standalone", "server.js"), "/api/health/ready", env, program);

/** Builds the bare peers, unless they are built of these sources. @param {NodeJS.ProcessEnv} env */
export async function buildBare(env) {
  const wanted = fingerprint([...BARE, "package-lock.json"]);
  if (existsSync(BARE_STAMP) && readFileSync(BARE_STAMP, "utf8") === wanted) return;
  rmSync(inRoot(...BARE_COPY), { recursive: true, force: true });
  for (const part of BARE) cpSync(inRoot(part), inRoot(...BARE_COPY, basename(part)), { recursive: true });
  await node([inRoot("node_modules", "next", "dist", "bin", "next"), "build", inRoot(...BARE_COPY)], env);
  writeFileSync(BARE_STAMP, wanted);
}

/** @param {NodeJS.ProcessEnv} env */
export const startBare = (env) =>
  startServer(
    inRoot(...BARE_COPY, ".next", "standalone", ...BARE_COPY, "server.js"),
    `/api/trpc/list?input=${encodeURIComponent(JSON.stringify({ limit: 1 }))}`,
    env,
  );

/** The relay or the worker, which have no door of their own. @param {string} name @param {NodeJS.ProcessEnv} env */
export function startProcess(name, env) {
  const { child, stop } = spawnWatched(process.execPath, [inRoot("dist", `${name}.js`)], { env, stdio: "ignore" });
  return { pid: child.pid ?? 0, stop };
}

/**
 * A child that ends with this process, however that ends. @param {string} program @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 */
function spawnWatched(program, args, options) {
  // In a group of its own, so that Ctrl-C reaches it in the order in which we stop.
  const child = spawn(program, args, { ...options, detached: true });
  const callOff = child.pid === undefined ? () => {} : setWatchdog(PROCESSES, "endGroup", child.pid);
  const stop = async () => {
    await stopChild(child);
    callOff();
  };
  return { child, stop };
}

/**
 * @param {string} file @param {string} readyPath @param {NodeJS.ProcessEnv} env @param {string} [program]
 * @returns {Promise<Server>}
 */
async function startServer(file, readyPath, env, program = process.execPath) {
  const port = await freePort();
  const begun = performance.now();
  const { child, stop } = spawnWatched(program, [file], {
    env: { ...env, PORT: String(port), APP_URL: `http://localhost:${port}` },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const agent = keepAlive(1);
  while (performance.now() - begun < READY_WAIT_MS) {
    const answer = await send(port, agent, { method: "GET", path: readyPath }).catch(() => null);
    if (answer?.status === 200) {
      agent.destroy();
      return { pid: child.pid ?? 0, port, readyMs: performance.now() - begun, stop };
    }
    await sleep(10);
  }
  await stop();
  throw new Error(`${file} did not become ready.`);
}

/** @param {import("node:child_process").ChildProcess} child */
async function stopChild(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGTERM");
  await Promise.race([ended, sleep(STOP_WAIT_MS)]);
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
}
