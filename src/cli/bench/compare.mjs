// @ts-check
import { load, median } from "./load.mjs";

/**
 * @typedef {import("./table.mjs").Row} Row
 * @typedef {import("./load.mjs").Call} Call
 * @typedef {import("./load.mjs").Figures} Figures
 * @typedef {object} Bench
 * @property {import("postgres").Sql} sql
 * @property {import("./goods.mjs").Goods} goods
 * @property {import("./rig.mjs").Server} web
 * @property {import("./rig.mjs").Server} bare
 * @property {ReturnType<typeof import("./calls.mjs").productCalls>} ours
 * @property {ReturnType<typeof import("./calls.mjs").bareCalls>} theirs
 * @property {number} seconds
 * @property {Awaited<ReturnType<typeof import("./rig.mjs").startRig>>} rig
 * @property {string} sqlUrl
 */

const ROUNDS = 3;
export const WARM_SECONDS = 2;

export const rate = (/** @type {number} */ value) => `${value.toFixed(0)}/s`;
export const ms = (/** @type {number} */ value) => `${value.toFixed(1)} ms`;
/** @param {Partial<Row> & { work: string, ours: string }} row @returns {Row} */
export const row = (row) => ({ peer: "", ratio: null, floor: "", holds: null, ...row });

/**
 * Two contenders in turn, so that a machine that drifts drifts for both. @param {Bench} bench @param {number} clients
 * @param {(index: number) => Call} ours @param {(index: number) => Call} theirs
 */
export async function inTurn({ web, bare, seconds }, clients, ours, theirs) {
  const rounds = /** @type {{ ours: Figures, theirs: Figures }[]} */ ([]);
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({
      theirs: await load({ ports: [bare.port], clients, seconds: seconds / ROUNDS, make: theirs }),
      ours: await load({ ports: [web.port], clients, seconds: seconds / ROUNDS, make: ours }),
    });
  }
  /** @param {(figures: Figures) => number} figure */
  const compare = (figure) => ({
    ours: median(rounds.map((r) => figure(r.ours))),
    theirs: median(rounds.map((r) => figure(r.theirs))),
    ratio: median(rounds.map((r) => figure(r.ours) / figure(r.theirs))),
  });
  return { rate: compare((f) => f.perSecond), p50: compare((f) => f.p50), p99: compare((f) => f.p99) };
}

/** A crowd of clients and a few, in turn. @param {Bench} bench @param {(index: number) => Call} make */
export async function crowding({ web, seconds }, make) {
  const rounds = /** @type {{ many: number, few: number }[]} */ ([]);
  for (let round = 0; round < ROUNDS; round += 1) {
    const few = await load({ ports: [web.port], clients: 8, seconds: seconds / ROUNDS, make });
    const many = await load({ ports: [web.port], clients: 32, seconds: seconds / ROUNDS, make });
    rounds.push({ many: many.perSecond, few: few.perSecond });
  }
  return {
    many: median(rounds.map((r) => r.many)),
    few: median(rounds.map((r) => r.few)),
    ratio: median(rounds.map((r) => r.many / r.few)),
  };
}

/** The process under which all of Postgres runs. @param {Bench["rig"]} rig */
export const postmasterOf = (rig) => rig.postgres.pid;
