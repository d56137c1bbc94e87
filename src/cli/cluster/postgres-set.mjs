// @ts-check
import { join } from "node:path";
import { freePort } from "../launch/ports.mjs";
import { sendSignal, waitUntilGone } from "../launch/processes.mjs";
import { copyRunning } from "../postgres/copy-running.mjs";
import { placedDataDir, removeClusterIn, startPostgres } from "../postgres/embedded.mjs";
import { until } from "./until.mjs";

/** One is the primary, the first of the others that can be reached is synchronous. */
const NAMES = ["a", "b", "c"];
const FOLLOW_WAIT_MS = 60_000;
const PROMOTE_WAIT_S = 60;
const KILL_WAIT_MS = 10_000;
const END_TIMEOUT_S = 2;
const SETTINGS = {
  shared_buffers: "64MB",
  wal_keep_size: "256MB",
  wal_retrieve_retry_interval: "200ms",
  shared_preload_libraries: "pg_stat_statements",
};
/**
 * Written into each of them with all names, its own too: on the next primary it counts from its first moment. It is not
 * set on the first before its replicas follow, or nothing could be written until then.
 */
const SYNCHRONOUS = `FIRST 1 (${NAMES.join(", ")})`;

/** @typedef {import("../postgres/embedded.mjs").Postgres} Postgres */

/** @param {string} folder @param {string} name */
const dataDirOf = (folder, name) => join(folder, `postgres-${name}`);

/** Ends and removes what is in the folder. @param {string} folder */
export async function removePostgresIn(folder) {
  await Promise.all(NAMES.map((name) => removeClusterIn(dataDirOf(folder, name))));
}

/** A primary and two streaming replicas. */
export class PostgresSet {
  /** @type {Map<string, { server: Postgres, owner: import("postgres").Sql }>} */
  servers = new Map();
  primaryName = NAMES[0] ?? "";
  isClosed = false;
  /** Servers that are being made or started. @type {Set<Promise<void>>} */
  making = new Set();

  /** @param {string} folder @param {readonly number[]} ports */
  constructor(folder, ports) {
    this.folder = folder;
    this.ports = ports;
  }

  /** The primary alone. @param {string} folder */
  static async start(folder) {
    const ports = [];
    for (const _ of NAMES) ports.push(await freePort());
    const set = new PostgresSet(folder, ports);
    await set.startServer(set.primaryName);
    await set.primary`create extension pg_stat_statements`;
    return set;
  }

  /** Makes the replicas as copies of the primary, and has it wait for one of them from then on. */
  async addReplicas() {
    await Promise.all(this.otherNames.map((name) => this.remake(name)));
    await this.primary.unsafe(`alter system set synchronous_standby_names = '${SYNCHRONOUS}'`);
    await this.primary`select pg_reload_conf()`;
    await until("one replica is synchronous", async () => (await this.synchronousName()) !== null, FOLLOW_WAIT_MS);
  }

  /**
   * Copies the primary anew: an old primary may have what nobody else has, and is never just started.
   * @param {string} name
   */
  remake(name) {
    return this.make(() => this.copyPrimary(name));
  }

  /** @param {string} name */
  async copyPrimary(name) {
    const { url, dataDir } = this.serverOf(this.primaryName);
    await this.forget(name);
    await removeClusterIn(dataDirOf(this.folder, name));
    const settings = [`synchronous_standby_names = '${SYNCHRONOUS}'`];
    const to = placedDataDir(dataDirOf(this.folder, name));
    await copyRunning({ url, dataDir }, to, { ports: this.ports, name, settings });
    await this.startServer(name);
    await until(`${name} follows`, () => this.isClosed || this.isFollowing(name), FOLLOW_WAIT_MS);
  }

  /** @param {string} name */
  startServer(name) {
    return this.make(() => this.launch(name));
  }

  /** @param {string} name */
  async launch(name) {
    await this.forget(name);
    const { default: postgres } = await import("postgres");
    const port = this.portOf(name);
    const server = await startPostgres({ dataDir: dataDirOf(this.folder, name), port, settings: SETTINGS });
    const owner = postgres(server.url, { max: 2, onnotice: () => {}, connect_timeout: 5 });
    this.servers.set(name, { server, owner });
  }

  /** @param {() => Promise<void>} work */
  async make(work) {
    if (this.isClosed) throw new Error("The cluster has ended.");
    const made = work();
    this.making.add(made);
    try {
      await made;
    } finally {
      this.making.delete(made);
    }
  }

  /** Nothing is made or started any more, and what was begun is there to be removed. */
  async close() {
    this.isClosed = true;
    await Promise.allSettled(this.making);
  }

  get primary() {
    return this.ownerOf(this.primaryName);
  }

  get otherNames() {
    return NAMES.filter((name) => name !== this.primaryName);
  }

  /** @param {string} name */
  portOf(name) {
    return this.ports[NAMES.indexOf(name)] ?? 0;
  }

  /** @param {string} name */
  serverOf(name) {
    const found = this.servers.get(name);
    if (!found) throw new Error(`There is no Postgres ${name}.`);
    return found.server;
  }

  /** A connection of the owner to one of them. @param {string} name */
  ownerOf(name) {
    const found = this.servers.get(name);
    if (!found) throw new Error(`There is no Postgres ${name}.`);
    return found.owner;
  }

  /** Of all three hosts, of which the application takes the one that is no replica. */
  urls() {
    const { url, applicationUrl } = this.serverOf(this.primaryName);
    const hosts = this.ports.map((port) => `127.0.0.1:${port}`);
    const toAll = (/** @type {string} */ one) => one.replace(/@[^/]*/, `@${hosts}`);
    const replicas = this.otherNames.map((name) => applicationUrl.replace(/@[^/]*/, `@127.0.0.1:${this.portOf(name)}`));
    return { owner: toAll(url), application: toAll(applicationUrl), replicas };
  }

  /** The replica that has every acknowledged change, or null while there is none. */
  async synchronousName() {
    const [row] = await this.primary`
      select application_name as name from pg_stat_replication where sync_state = 'sync' and state = 'streaming'`;
    return row ? String(row["name"]) : null;
  }

  /** @param {string} name */
  async isFollowing(name) {
    const rows = await this.primary`
      select from pg_stat_replication where application_name = ${name} and state = 'streaming'`;
    return rows.length > 0;
  }

  /** @param {string} name */
  isRunning(name) {
    return this.servers.get(name)?.server.isRunning() ?? false;
  }

  /** @param {string} name */
  async kill(name) {
    const { pid } = this.serverOf(name);
    sendSignal(pid, "SIGKILL");
    await waitUntilGone([pid], KILL_WAIT_MS);
  }

  /**
   * As a failover tool does once the primary is gone: of the replicas the one that received most, which has all that
   * was acknowledged.
   */
  async promote() {
    const candidates = await Promise.all(
      this.otherNames.map(async (name) => {
        if (!this.isRunning(name)) return { name, received: -1 };
        const [row] = await this.ownerOf(name)`select pg_last_wal_receive_lsn() - '0/0' as received`;
        return { name, received: Number(row?.["received"] ?? 0) };
      }),
    );
    const [next] = candidates.sort((one, other) => other.received - one.received);
    if (!next || next.received < 0) throw new Error("There is no replica to promote.");
    await this.ownerOf(next.name)`select pg_promote(true, ${PROMOTE_WAIT_S})`;
    this.primaryName = next.name;
    return next.name;
  }

  /** @param {string} name */
  async forget(name) {
    const known = this.servers.get(name);
    this.servers.delete(name);
    await known?.owner.end({ timeout: END_TIMEOUT_S });
  }
}
