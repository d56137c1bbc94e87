// @ts-check
import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { acquireLock } from "../launch/lock.mjs";
import { refuseTakenPort } from "../launch/ports.mjs";
import { inRoot, prepareState, STATE } from "../launch/project.mjs";
import { waitUntilReady } from "../launch/ready.mjs";
import { runNode } from "../launch/run-program.mjs";
import { print, step } from "../launch/terminal.mjs";
import { setWatchdog } from "../launch/watchdog.mjs";
import { UNREADY_GRACE_MS, writeBalancer } from "./balancer.mjs";
import { Member } from "./member.mjs";
import { hireNodes } from "./nodes.mjs";
import { PostgresSet, removePostgresIn } from "./postgres-set.mjs";
import { programs } from "./programs.mjs";
import { hirePrometheus, waitUntilScraped } from "./prometheus.mjs";
import { RedisSet } from "./redis-set.mjs";

const FOLDER = join(STATE, "cluster");
const LOGS = join(STATE, "logs", "cluster");
const LOCK = "running.json";
const SECRET_BYTES = 32;
const CONNECTIONS_EACH = 6;

/** @typedef {Awaited<ReturnType<typeof startCluster>>} Cluster */
/** @typedef {import("../launch/start.mjs").SignIn} SignIn */
/** @typedef {(wanted: Omit<import("./member.mjs").Wanted, "log">) => Member} Hire */

const lockIn = (/** @type {string} */ folder) => join(folder, LOCK);

/** All but the lock. @param {string} folder */
async function empty(folder) {
  await removePostgresIn(folder);
  for (const name of readdirSync(folder))
    if (!name.startsWith(LOCK)) rmSync(join(folder, name), { recursive: true, force: true });
}

/** Ends and removes what a killed cluster has left. @public called by the watchdog @param {string} folder */
export async function removeCluster(folder) {
  // Whoever starts at the same moment holds the lock, and does this before anything else.
  const lock = await acquireLock(lockIn(folder));
  lock.markStopping();
  await empty(folder);
  await lock.release();
}

/**
 * Starts everything that a shop runs on many machines, on loopback, with a fresh sample shop in it. Nothing of it is
 * left when it stops, however it does; the logs are.
 * @param {{ host: string, port: number, signal: AbortSignal }} options
 */
export async function startCluster({ host, port, signal }) {
  const found = programs();
  prepareState();
  mkdirSync(FOLDER, { recursive: true, mode: 0o711 });
  mkdirSync(LOGS, { recursive: true, mode: 0o700 });
  const lock = await acquireLock(lockIn(FOLDER));
  const callOff = setWatchdog(import.meta.url, "removeCluster", FOLDER);
  /** @type {Member[]} */
  const members = [];
  /** @type {Hire} */
  const hire = (wanted) => {
    const onChange = () => lock.recordChildren(members.filter(({ isRunning }) => isRunning).map(({ pid }) => pid));
    members.push(new Member({ ...wanted, log: join(LOGS, `${wanted.name}.log`) }, onChange));
    return /** @type {Member} */ (members.at(-1));
  };
  const stop = async (/** @type {PostgresSet | undefined} */ postgres = undefined) => {
    lock.markStopping();
    await Promise.all([...members.map((member) => member.dismiss()), postgres?.close()]);
    await empty(FOLDER);
    await lock.release();
    callOff();
  };
  try {
    await refuseTakenPort(port, host);
    await empty(FOLDER);
    const parts = await startParts({ host, port, signal, found, hire });
    return { folder: FOLDER, logs: LOGS, port, members, ...parts, stop: () => stop(parts.postgres) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @typedef {ReturnType<typeof programs>} Programs */
/** @typedef {{ host: string, port: number, signal: AbortSignal, found: Programs, hire: Hire }} Plan */

/** @param {Plan} plan */
async function startParts({ host, port, signal, found, hire }) {
  const postgres = await step("Starting the primary", () => PostgresSet.start(FOLDER));
  const secret = randomBytes(SECRET_BYTES).toString("hex");
  const given = { ...ownEnvironment(postgres, secret), APP_URL: `http://localhost:${port}` };
  // Sentinels take their time to find each other and the replicas, and have it meanwhile.
  const redis = await RedisSet.start({ folder: FOLDER, password: secret, program: found.redis, hire });
  const people = await step("Filling it with the sample shop", () => fill(postgres, given, signal));
  await step("Copying it to two replicas", () => postgres.addReplicas());
  await step("Waiting for Redis and its Sentinels", () => redis.ready());
  signal.throwIfAborted();
  const environment = { ...given, ...redis.environment() };
  const { figures, ...nodes } = await hireNodes(hire, environment);
  const { webs, workers, relays } = nodes;
  const settings = join(FOLDER, "haproxy.conf");
  writeBalancer(settings, { host, port, webs: webs.map((web) => ({ name: web.member.name, port: web.port })) });
  const balancer = hire({ name: "haproxy", command: found.haproxy, args: ["-f", settings, "-db"] });
  const prometheus = await watch({ found, hire, figures });
  await step("Starting two webs, two workers, two relays and haproxy", async () => {
    prometheus?.member.start();
    for (const member of [...webs.map((web) => web.member), ...workers, ...relays, balancer]) member.start();
    for (const web of webs) await waitUntilReady({ host: "127.0.0.1", port: web.port }, signal);
    await waitUntilReady({ host, port }, signal);
  });
  if (prometheus) await step("Waiting for Prometheus beside them", () => waitUntilScraped(prometheus.port, figures));
  return { people, secret, environment, postgres, redis, ...nodes, balancer, prometheus };
}

/**
 * Beside it, and never in the way: a cluster without one is as whole.
 * @param {{ found: Programs, hire: Hire, figures: import("./prometheus.mjs").Figures }} plan
 */
function watch({ found, hire, figures }) {
  if (found.prometheus === "") {
    print("  No Prometheus is installed here, so nothing watches the cluster: apt-get install prometheus");
    return null;
  }
  return hirePrometheus({ folder: FOLDER, program: found.prometheus, hire, figures });
}

/**
 * Nothing of the person who starts it: an address of theirs would be written to.
 * @param {PostgresSet} postgres @param {string} secret @returns {NodeJS.ProcessEnv}
 */
function ownEnvironment(postgres, secret) {
  const { application, replicas } = postgres.urls();
  const { PATH, HOME, TMPDIR } = process.env;
  return {
    PATH,
    HOME,
    TMPDIR,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: application,
    DATABASE_REPLICA_URLS: replicas.join(" "),
    DATABASE_POOL_MAX: String(CONNECTIONS_EACH),
    AUTH_SECRET: secret,
    FILES_DIR: join(FOLDER, "files"),
    MAIL_DIR: join(FOLDER, "mail"),
    TRUSTED_PROXY_HOPS: "1",
    UNREADY_GRACE_MS: String(UNREADY_GRACE_MS),
  };
}

/**
 * @param {PostgresSet} postgres @param {NodeJS.ProcessEnv} environment @param {AbortSignal} signal
 * @returns {Promise<SignIn[]>}
 */
async function fill(postgres, environment, signal) {
  const env = { ...environment, MIGRATION_DATABASE_URL: postgres.urls().owner };
  const signIns = join(FOLDER, "sign-ins.json");
  await runNode("The migration", [inRoot("dist", "cli", "migrate.js")], { env, signal });
  await runNode("Loading the sample data", [inRoot("dist", "cli", "seed.js"), "--sign-ins", signIns], { env, signal });
  return JSON.parse(readFileSync(signIns, "utf8"));
}
