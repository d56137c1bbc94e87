// @ts-check
import { existsSync, readFileSync, renameSync, statSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CommandError } from "../launch/command-error.mjs";
import { freePort } from "../launch/ports.mjs";
import { commandOf, isAlive, waitUntilGone } from "../launch/processes.mjs";
import { writeDurably } from "../launch/write-durably.mjs";
import { reasonIn, runBinary } from "./cluster.mjs";
import { serverSettings } from "./settings.mjs";

/** @typedef {import("./cluster.mjs").Cluster} Cluster */
/** @typedef {{ pid: number, port: number, status: string }} Postmaster */

const START_TRIES_MAX = 40;
const START_RETRY_MS = 500;
const START_WAIT_S = 120;
const STOP_WAIT_S = 4;
const LOG_SIZE_MAX_BYTES = 5_000_000;
/** SSLRequest of the wire protocol: its length, then its code. */
const TLS_QUESTION = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
/** A number no system gives to a process. */
const NEVER_A_PID = 2_147_483_647;

/**
 * What a killed start left running is as good as new. One that is on its way down is waited for.
 * @param {Cluster} cluster
 * @returns {Promise<Postmaster | null>}
 */
export async function findRunning(cluster) {
  for (let tries = 0; tries < START_TRIES_MAX; tries++) {
    const postmaster = readPostmaster(cluster);
    if (!postmaster) return null;
    if (!isAlive(postmaster.pid) || !isOurs(cluster, postmaster)) {
      disownPidFile(cluster, postmaster);
      return null;
    }
    if (postmaster.status === "ready" && (await answers(postmaster.port))) return postmaster;
    await sleep(START_RETRY_MS);
  }
  throw new CommandError(`The Postgres in ${cluster.dataDir} is neither ready nor gone. Its log: ${logFile(cluster)}`);
}

/**
 * Whether a living Postgres serves the port: it answers the question for TLS with one letter. A process that was
 * killed a moment ago still has its number and its open port, but says nothing.
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function answers(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", timeout: START_RETRY_MS });
    /** @param {boolean} answered */
    const finish = (answered) => {
      socket.destroy();
      resolve(answered);
    };
    socket.once("connect", () => socket.write(TLS_QUESTION));
    socket.once("data", () => finish(true));
    for (const event of ["timeout", "error", "close"]) socket.once(event, () => finish(false));
  });
}

/** @param {Cluster} cluster @returns {Postmaster | null} */
function readPostmaster({ dataDir }) {
  const file = join(dataDir, "postmaster.pid");
  if (!existsSync(file)) return null;
  const [pid, , , port, , , , status = ""] = readFileSync(file, "utf8").split("\n");
  return { pid: Number(pid), port: Number(port), status: status.trim() };
}

/** @param {Cluster} cluster @param {Postmaster} postmaster */
function isOurs({ dataDir }, { pid }) {
  if (process.platform === "win32") return true;
  const command = commandOf(pid);
  return command.includes("postgres") && command.includes(dataDir);
}

/**
 * After a crash the number in the pid file may belong to a stranger, or to a dead process nobody has waited for, and
 * Postgres would refuse to start. The file stays, with a number that cannot exist: its other lines keep Postgres
 * from starting beside a backend left behind.
 * @param {Cluster} cluster
 * @param {Postmaster} postmaster
 */
function disownPidFile(cluster, { pid }) {
  const file = join(cluster.dataDir, "postmaster.pid");
  writeDurably(file, readFileSync(file, "utf8").replace(String(pid), String(NEVER_A_PID)), cluster.account);
}

/**
 * @param {Cluster} cluster
 * @param {Record<string, string | number>} settings
 * @param {number | null} preferredPort
 * @returns {Promise<Postmaster>}
 */
export async function startServer(cluster, settings, preferredPort) {
  trimLog(cluster);
  let port = await freePort(preferredPort);
  for (let tries = 1; ; tries++) {
    const logBegan = logSize(cluster);
    try {
      await runBinary(cluster, "pg_ctl", startArguments(cluster, { ...serverSettings(cluster), ...settings, port }));
      const postmaster = readPostmaster(cluster);
      if (!postmaster) throw new CommandError(`Postgres ended as soon as it had started. Its log: ${logFile(cluster)}`);
      return postmaster;
    } catch (error) {
      const said = readFrom(logFile(cluster), logBegan);
      if (tries === START_TRIES_MAX || !mayPass(said)) throw explain(error, cluster, said);
      if (said.includes("could not bind")) port = await freePort();
      else await sleep(START_RETRY_MS);
    }
  }
}

/** Someone took the port meanwhile, or a backend of a killed server is still on its way out. @param {string} said */
function mayPass(said) {
  return said.includes("could not bind") || said.includes("pre-existing shared memory block");
}

/** @param {unknown} error @param {Cluster} cluster @param {string} said */
function explain(error, cluster, said) {
  const known = reasonIn(said, cluster.dataDir);
  if (known) return new CommandError(known);
  const reason = said.trim() || (error instanceof Error ? error.message : String(error));
  return new CommandError(`The database in ${cluster.dataDir} did not start:\n${reason}`);
}

/** @param {Cluster} cluster @param {Record<string, string | number>} settings */
function startArguments(cluster, settings) {
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  return [
    "start",
    "-D",
    cluster.dataDir,
    "-l",
    logFile(cluster),
    "-w",
    "-t",
    String(START_WAIT_S),
    "-s",
    "-o",
    options.join(" "),
  ];
}

/** @param {Cluster} cluster */
export async function stopServer(cluster) {
  const postmaster = readPostmaster(cluster);
  if (!postmaster || !isAlive(postmaster.pid) || !isOurs(cluster, postmaster)) return;
  /** @param {string} mode */
  const stop = (mode) =>
    runBinary(cluster, "pg_ctl", ["stop", "-D", cluster.dataDir, "-m", mode, "-w", "-t", String(STOP_WAIT_S), "-s"]);
  try {
    await stop("fast");
  } catch {
    // Immediate loses nothing that was committed; the next start replays the log.
    if (!(await waitUntilGone([postmaster.pid], 0))) await stop("immediate");
  }
  // pg_ctl waits for the pid file to go, which the process outlives by a moment.
  await waitUntilGone([postmaster.pid], STOP_WAIT_S * 1_000);
}

/** @param {Cluster} cluster */
const logFile = ({ dataDir }) => join(dataDir, "server.log");

/** @param {Cluster} cluster */
const logSize = (cluster) => statSync(logFile(cluster), { throwIfNoEntry: false })?.size ?? 0;

/** @param {Cluster} cluster */
function trimLog(cluster) {
  if (logSize(cluster) > LOG_SIZE_MAX_BYTES) renameSync(logFile(cluster), `${logFile(cluster)}.old`);
}

/** @param {string} file @param {number} offset */
function readFrom(file, offset) {
  return existsSync(file) ? readFileSync(file).subarray(offset).toString("utf8") : "";
}
