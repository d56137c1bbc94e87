// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { analyzeFilled } from "./analyze-filled.mjs";
import { compared } from "./judge.mjs";
import { load, median } from "./load.mjs";
import { cpuSeconds, residentMegabytes } from "./machine.mjs";

/**
 * @typedef {import("./load.mjs").Call} Call
 * @typedef {import("./rig.mjs").Server} Server
 * @typedef {{ work: string, servers: readonly Server[], make: (index: number) => Call }} Contender
 * @typedef {import("./load.mjs").Figures & { node: number, postgres: number }} Figures with milliseconds of processor
 * time for each call
 * @typedef {object} Bench
 * @property {import("postgres").Sql} sql
 * @property {import("./goods.mjs").Goods} goods
 * @property {Server} web
 * @property {Server} bare
 * @property {ReturnType<typeof import("./calls.mjs").productCalls>} ours
 * @property {ReturnType<typeof import("./calls.mjs").bareCalls>} theirs
 * @property {import("./windows.mjs").Size} size
 * @property {string | null} otherNode
 * @property {string | null} largeFolder of `npm run sample`, for `growth`; none makes a smaller sample
 * @property {Awaited<ReturnType<typeof import("./rig.mjs").startRig>>} rig
 * @property {string} sqlUrl
 * @property {(() => Promise<void>)[]} stops what stops at the end, however that comes: first what started last
 */

const SETTLE_WAIT_MS = 3_000;
const SETTLE_POLL_MS = 50;
const WARMING_CLIENTS = 8;

/** Which work which processes have done. */
const warm = /** @type {Set<string>} */ (new Set());

/**
 * Two contenders in turn, each warmed by the same number of calls, and the median of the rounds: a machine that drifts
 * drifts for both. Each round begins with the other one. @param {Bench} bench @param {number} clients
 * @param {Contender} ours @param {Contender} theirs
 */
export async function inTurn(bench, clients, ours, theirs) {
  for (const contender of [ours, theirs]) await warmUp(bench, contender);
  await analyzeFilled(bench.sql);
  const rounds = /** @type {{ ours: Figures, theirs: Figures }[]} */ ([]);
  for (let round = 0; round < bench.size.rounds; round += 1) {
    const first = await measure(bench, clients, round % 2 === 0 ? theirs : ours);
    const second = await measure(bench, clients, round % 2 === 0 ? ours : theirs);
    rounds.push(round % 2 === 0 ? { ours: second, theirs: first } : { ours: first, theirs: second });
  }
  return medians(rounds);
}

/** @param {Bench} bench @param {Contender} contender */
async function warmUp({ size }, { work, servers, make }) {
  const key = [work, ...servers.map(({ pid }) => pid)].join(" ");
  if (warm.has(key)) return;
  warm.add(key);
  await load({ ports: servers.map(({ port }) => port), clients: WARMING_CLIENTS, make, ...size.warm });
}

/** @param {Bench} bench @param {number} clients @param {Contender} contender @returns {Promise<Figures>} */
async function measure({ sql, rig, size }, clients, { servers, make }) {
  const used = () => ({
    node: servers.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0),
    postgres: cpuSeconds(rig.postgres.pid),
  });
  const before = used();
  const figures = await load({ ports: servers.map(({ port }) => port), clients, make, ...size.window });
  await published(sql);
  const after = used();
  const each = (/** @type {number} */ seconds) => (seconds * 1_000) / figures.calls;
  return { ...figures, node: each(after.node - before.node), postgres: each(after.postgres - before.postgres) };
}

/**
 * What the relay still has to do for one contender is neither left to the other nor forgotten.
 * @param {Bench["sql"]} sql
 */
async function published(sql) {
  for (const deadline = performance.now() + SETTLE_WAIT_MS; performance.now() < deadline; await sleep(SETTLE_POLL_MS)) {
    const [row] = await sql`select exists (select from outbox where position is null) as waits`;
    if (!row?.["waits"]) return;
  }
}

/** @param {readonly { ours: number, theirs: number }[]} rounds */
export const medianOf = (rounds) => ({
  ours: median(rounds.map(({ ours }) => ours)),
  theirs: median(rounds.map(({ theirs }) => theirs)),
  ratio: median(rounds.map(({ ours, theirs }) => ours / theirs)),
});

/** @param {readonly { ours: Figures, theirs: Figures }[]} rounds */
export function medians(rounds) {
  const of = (/** @type {(figures: Figures) => number} */ figure) =>
    medianOf(rounds.map(({ ours, theirs }) => ({ ours: figure(ours), theirs: figure(theirs) })));
  return {
    rate: of((figures) => figures.perSecond),
    p50: of((figures) => figures.p50),
    p99: of((figures) => figures.p99),
    node: of((figures) => figures.node),
    postgres: of((figures) => figures.postgres),
  };
}

/** @param {string} work @param {Server} web @param {Server} bare */
export function compareMemory(work, web, bare) {
  const [ours, theirs] = [residentMegabytes(web.pid), residentMegabytes(bare.pid)];
  return compared(work, { ours, theirs, ratio: ours / theirs }, (megabytes) => `${megabytes} MB`, { atMost: 2 });
}
