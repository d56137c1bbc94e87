// @ts-check
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../launch/ports.mjs";
import { until } from "./until.mjs";

const SERVERS = ["a", "b", "c"];
const SENTINELS = ["1", "2", "3"];
const MASTER_NAME = "quartermaster";
const READY_WAIT_MS = 60_000;
const DOWN_AFTER_MS = 2_000;
const FAILOVER_TIMEOUT_MS = 10_000;

/** @typedef {import("./member.mjs").Member} Member */
/** @typedef {(wanted: { name: string, command: string, args: string[] }) => Member} Hire */

/** A master with two replicas, and three Sentinels that agree by two. */
export class RedisSet {
  /** @type {{ member: Member, port: number }[]} */
  servers = [];
  /** @type {{ member: Member, port: number }[]} */
  sentinels = [];

  /** @param {{ folder: string, password: string, program: string, hire: Hire }} options */
  constructor({ folder, password, program, hire }) {
    this.folder = folder;
    this.password = password;
    this.program = program;
    this.hire = hire;
  }

  /**
   * Begins with them: they are `ready` a while later.
   * @param {{ folder: string, password: string, program: string, hire: Hire }} options
   */
  static async start(options) {
    const set = new RedisSet(options);
    for (const name of SERVERS) await set.addServer(name);
    for (const name of SENTINELS) await set.addSentinel(name);
    return set;
  }

  ready() {
    return until("Redis and its Sentinels know each other", () => this.isWhole(), READY_WAIT_MS);
  }

  /** @param {string} name */
  async addServer(name) {
    const port = await freePort();
    const [master] = this.servers;
    const lines = [
      `requirepass "${this.password}"`,
      `masterauth "${this.password}"`,
      'save ""',
      // A master that is started again before anybody missed it must not come back empty, or its replicas were too.
      "appendonly yes",
      `appenddirname redis-${name}`,
      "maxmemory-policy noeviction",
      "repl-diskless-sync-delay 0",
      ...(master ? [`replicaof 127.0.0.1 ${master.port}`] : []),
    ];
    this.servers.push({ port, member: this.launch(`redis-${name}`, port, lines, []) });
  }

  /** @param {string} name */
  async addSentinel(name) {
    const port = await freePort();
    const master = this.servers[0]?.port ?? 0;
    const lines = [
      `sentinel monitor ${MASTER_NAME} 127.0.0.1 ${master} 2`,
      `sentinel auth-pass ${MASTER_NAME} ${this.password}`,
      `sentinel down-after-milliseconds ${MASTER_NAME} ${DOWN_AFTER_MS}`,
      `sentinel failover-timeout ${MASTER_NAME} ${FAILOVER_TIMEOUT_MS}`,
    ];
    this.sentinels.push({ port, member: this.launch(`sentinel-${name}`, port, lines, ["--sentinel"]) });
  }

  /**
   * Its settings are a file that it writes to. @param {string} name @param {number} port @param {string[]} lines
   * @param {string[]} args
   */
  launch(name, port, lines, args) {
    const file = join(this.folder, `${name}.conf`);
    const common = [`port ${port}`, "bind 127.0.0.1", `dir ${this.folder}`];
    writeFileSync(file, [...common, ...lines, ""].join("\n"), { mode: 0o600 });
    const member = this.hire({ name, command: this.program, args: [file, ...args] });
    member.start();
    return member;
  }

  environment() {
    return {
      REDIS_SENTINELS: this.sentinels.map(({ port }) => `127.0.0.1:${port}`).join(","),
      REDIS_MASTER_NAME: MASTER_NAME,
      REDIS_PASSWORD: this.password,
    };
  }

  /** Every replica is up to date, and every Sentinel knows the others. */
  async isWhole() {
    return this.ask(async (redis) => {
      const master = String(await redis.call("sentinel", "master", MASTER_NAME));
      const links = String(await redis.call("sentinel", "replicas", MASTER_NAME)).match(/master-link-status,ok/g);
      return links?.length === SERVERS.length - 1 && master.includes(`num-other-sentinels,${SENTINELS.length - 1}`);
    });
  }

  /** The member that is the master, as a Sentinel says. */
  async master() {
    const address = await this.ask((redis) => redis.call("sentinel", "get-master-addr-by-name", MASTER_NAME));
    const port = Number(String(address).split(",")[1]);
    const found = this.servers.find((server) => server.port === port);
    if (!found) throw new Error(`Sentinel names port ${port}, where no Redis is.`);
    return found.member;
  }

  /** @template T @param {(redis: import("ioredis").Redis) => Promise<T>} work @returns {Promise<T>} */
  async ask(work) {
    const { Redis } = await import("ioredis");
    const port = this.sentinels.find(({ member }) => member.isRunning)?.port ?? 0;
    const redis = new Redis({ host: "127.0.0.1", port, lazyConnect: true, retryStrategy: null });
    redis.on("error", () => {});
    try {
      await redis.connect();
      return await work(redis);
    } finally {
      redis.disconnect();
    }
  }
}
