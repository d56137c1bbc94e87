// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { ms, row } from "./judge.mjs";
import { keepAlive, quantile, send } from "./load.mjs";
import { cpuSeconds, residentMegabytes } from "./machine.mjs";
import { makeSessions, openStreams } from "./streams.mjs";

/** @typedef {import("./compare.mjs").Bench} Bench @typedef {import("./judge.mjs").Row} Row */

const ORDERS = 15;
const SETTLE_MS = 6_000;
const IDLE_MS = 6_000;
const HEARD_WAIT_MS = 30_000;
const PAUSE_MS = 250;

const COUNTS = [1_000, 5_000];

/**
 * Many browsers that each hold a live stream: what one costs in memory and idle, and how long an order takes to all of
 * them. The client shares the processors. @param {Bench} bench @param {number[]} [counts]
 * @returns {Promise<Row[]>}
 */
export async function measureStreams(bench, counts = COUNTS) {
  const rows = /** @type {Row[]} */ ([]);
  for (const count of counts) rows.push(...(await measureSome(bench, count)));
  return rows;
}

/**
 * @param {Pick<Bench, "sql" | "rig" | "goods" | "web" | "ours">} bench @param {number} count
 * @returns {Promise<Row[]>}
 */
async function measureSome(bench, count) {
  const { sql, rig, goods, web } = bench;
  const cookies = await makeSessions({ sql, env: rig.env, warehouseId: goods.warehouseId, count });
  const before = residentMegabytes(web.pid);
  const audience = new Audience(count);
  const begun = performance.now();
  const { state, close } = await openStreams(web.port, cookies, (at, block) => audience.hear(at, block));
  const opening = (performance.now() - begun) / 1_000;
  await sleep(SETTLE_MS);
  const open = residentMegabytes(web.pid);
  const idle = await processorShare(IDLE_MS, [web.pid, rig.postgres.pid]);
  const { missing, peak, seconds } = await placeOrders(bench, audience);
  const { lost } = state;
  close();
  await sleep(SETTLE_MS);

  const p95 = quantile(audience.delays, 0.95);
  const work = `${count.toLocaleString("en")} live streams:`;
  return [
    row({
      work: `${work} commit to event, p50 / p95`,
      ours: `${ms(quantile(audience.delays, 0.5))} / ${ms(p95)}, ${missing} not heard, ${lost} lost`,
      floor: "all, none lost",
      holds: missing === 0 && lost === 0,
    }),
    row({
      work: `${work} memory, open / at most, besides ${before} MB`,
      ours: `${open - before} / ${peak - before} MB (${(((peak - before) * 1_024) / count).toFixed(0)} kB each)`,
    }),
    row({
      work: `${work} opened in; web's processor for a stream and order`,
      ours: `${opening.toFixed(1)} s; ${((seconds * 1e6) / ORDERS / count).toFixed(0)} us`,
    }),
    row({
      work: `${work} idle, web and Postgres`,
      ours: idle.map((share) => `${(share * 100).toFixed(1)} %`).join(", "),
    }),
  ];
}

/** Who has heard of the order that was placed last, and after how long. */
class Audience {
  delays = /** @type {number[]} */ ([]);
  hearers = 0;
  /** @type {{ orderId: string, since: number } | null} */
  awaited = null;
  early = /** @type {[number, string][]} */ ([]);

  /** @param {number} count */
  constructor(count) {
    this.count = count;
  }

  /** @param {number} at @param {string} block */
  hear(at, block) {
    if (!block.includes("orders.confirmed")) return;
    if (!this.awaited) this.early.push([at, block]);
    else if (block.includes(this.awaited.orderId)) {
      this.hearers += 1;
      this.delays.push(Math.max(0, at - this.awaited.since));
    }
  }

  /** Streams may hear of an order before its own answer is read. @param {() => Promise<string>} place */
  async follow(place) {
    [this.awaited, this.early, this.hearers] = [null, [], 0];
    const orderId = await place();
    this.awaited = { orderId, since: performance.now() };
    for (const [at, block] of this.early) this.hear(at, block);
    const deadline = this.awaited.since + HEARD_WAIT_MS;
    while (this.hearers < this.count && performance.now() < deadline) await sleep(5);
    return this.count - this.hearers;
  }
}

/** @param {Pick<Bench, "goods" | "web" | "ours">} bench @param {Audience} audience */
async function placeOrders({ goods, web, ours }, audience) {
  const agent = keepAlive(1);
  const used = cpuSeconds(web.pid);
  let [missing, peak] = [0, 0];
  for (let order = 0; order < ORDERS; order += 1) {
    missing += await audience.follow(async () => {
      const answer = await send(web.port, agent, ours.buy(goods.variantIds[order] ?? ""));
      const orderId = /"(?:orderId|id)":"([0-9a-f-]{36})"/.exec(answer.text)?.[1];
      if (!orderId) throw new Error(answer.text.slice(0, 300));
      return orderId;
    });
    peak = Math.max(peak, residentMegabytes(web.pid));
    await sleep(PAUSE_MS);
  }
  agent.destroy();
  return { missing, peak, seconds: cpuSeconds(web.pid) - used };
}

/** How much of a processor each process takes while nothing is asked. @param {number} during @param {number[]} pids */
async function processorShare(during, pids) {
  const before = pids.map(cpuSeconds);
  await sleep(during);
  return pids.map((pid, place) => ((cpuSeconds(pid) - (before[place] ?? 0)) * 1_000) / during);
}
