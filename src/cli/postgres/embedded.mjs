// @ts-check
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isAlive } from "../launch/processes.mjs";
import { postgresBinaries, sharedPlace } from "./binaries.mjs";
import { createCluster, DATABASE, makePassword, readRecord, renewRecord, writeRecord } from "./cluster.mjs";
import { findRunning, startServer, stopServer } from "./server.mjs";
import { accountFor, canReach, refuseForeign } from "./user.mjs";

/** @typedef {import("./cluster.mjs").Cluster} Cluster */

/** As in src/platform/database/role.ts. */
const APPLICATION_ROLE = "quartermaster_app";
/** A server that is killed may still write for a moment. */
const REMOVE_RETRIES_MAX = 5;

/**
 * @typedef {object} Postgres
 * @property {string} url of the database `quartermaster`, as its owner
 * @property {string} applicationUrl the same as the role of the application, which the migration opens it to
 * @property {string} dataDir where the data really lies
 * @property {number} port
 * @property {number} pid of the postmaster
 * @property {boolean} adopted whether it was already running
 * @property {() => boolean} isRunning
 * @property {() => Promise<void>} stop rolls back what is open, writes everything down and ends
 */

/**
 * Makes, starts or adopts the Postgres that lives in a folder.
 * @param {object} options
 * @param {string} options.dataDir
 * @param {number} [options.port] default: the one used last, else a free one
 * @param {boolean} [options.durable] false gives up safety for speed: for clusters that are thrown away
 * @param {Record<string, string | number>} [options.settings] more server settings, without spaces in them
 * @param {(line: string) => void} [options.log]
 * @returns {Promise<Postgres>}
 */
export async function startPostgres({ dataDir, port, durable = true, settings = {}, log = () => {} }) {
  const cluster = placeCluster(resolve(dataDir), durable, log);
  await createCluster(cluster);

  const record = readRecord(cluster) ?? (await replaceRecord(cluster, log));
  const found = await findRunning(cluster);
  const running = found ?? (await startServer(cluster, settings, port ?? record.port));
  const { password, applicationPassword = makePassword() } = record;
  const now = { password, applicationPassword, port: running.port };
  if (JSON.stringify(now) !== JSON.stringify(record)) writeRecord(cluster, now);

  /** @param {string} user @param {string} secret */
  const urlFor = (user, secret) => `postgres://${user}:${secret}@127.0.0.1:${running.port}/${DATABASE}`;
  return {
    url: urlFor(DATABASE, password),
    applicationUrl: urlFor(APPLICATION_ROLE, applicationPassword),
    dataDir: cluster.dataDir,
    port: running.port,
    pid: running.pid,
    adopted: found !== null,
    isRunning: () => isAlive(running.pid),
    stop: () => stopServer(cluster),
  };
}

/**
 * The file with the passwords is lost. Whoever may read the data may give it another, so nothing else is.
 * @param {Cluster} cluster
 * @param {(line: string) => void} log
 */
async function replaceRecord(cluster, log) {
  log("The file with the database's password is damaged or gone; the data is not. It gets a new password.");
  await findRunning(cluster);
  await stopServer(cluster);
  return renewRecord(cluster);
}

/**
 * Root's folders may be closed to the account that runs Postgres; then the data goes where it is let in.
 * @param {string} wanted
 * @param {boolean} durable
 * @param {(line: string) => void} log
 * @returns {Cluster}
 */
function placeCluster(wanted, durable, log) {
  refuseForeign(wanted);
  const account = accountFor(wanted);
  const binaries = postgresBinaries(account, log);
  mkdirSync(dirname(wanted), { recursive: true, mode: account ? 0o711 : 0o700 });
  if (!account || canReach(dirname(wanted), account)) return { dataDir: wanted, binaries, account, durable };

  const title = createHash("sha256").update(wanted).digest("hex").slice(0, 12);
  const dataDir = join(sharedPlace(), title, "postgres");
  mkdirSync(dirname(dataDir), { recursive: true, mode: 0o711 });
  chmodSync(dirname(dataDir), 0o711);
  log(`The database lies in ${dataDir}, since ${account.name}, who runs it, cannot enter ${dirname(wanted)}.`);
  return { dataDir, binaries, account: accountFor(dataDir) ?? account, durable };
}

/** Where the data of a folder really lies. @param {string} dataDir */
export const placedDataDir = (dataDir) => placeCluster(resolve(dataDir), false, () => {}).dataDir;

/**
 * Stops whatever runs in a folder that nobody holds a handle of any more.
 * @param {string} dataDir
 */
export async function stopClusterIn(dataDir) {
  await stopServer(placeCluster(resolve(dataDir), false, () => {}));
}

/** The same, and removes it. @param {string} dataDir */
export async function removeClusterIn(dataDir) {
  const cluster = placeCluster(resolve(dataDir), false, () => {});
  await stopServer(cluster);
  rmSync(cluster.dataDir, { recursive: true, force: true, maxRetries: REMOVE_RETRIES_MAX });
}
