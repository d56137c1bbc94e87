// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { build, isBuilt } from "../launch/build.mjs";
import { CommandError } from "../launch/command-error.mjs";
import { ensureInstalled } from "../launch/install.mjs";
import { interrupted } from "../launch/interrupted.mjs";
import { inRoot } from "../launch/project.mjs";
import { print } from "../launch/terminal.mjs";
import { BARE_TABLES } from "./bare-tables.mjs";
import { bareCalls, productCalls, signIn } from "./calls.mjs";
import { choose } from "./choose.mjs";
import { makeGoods } from "./goods.mjs";
import { measureWorks, secondsSince } from "./measure-works.mjs";
import { buildBare, startBare, startProcess, startRig, startWeb } from "./rig.mjs";
import { printHeads, printRow } from "./table.mjs";
import { ALONE, QUICK, TOGETHER } from "./works.mjs";

/** @typedef {import("./compare.mjs").Bench} Bench @typedef {import("./judge.mjs").Row} Row */

const RESULT_FILE = inRoot(".quartermaster", "bench.json");
const SETTLE_MS = 3_000;
const SESSIONS_EACH = 3;

/**
 * Measures what was chosen. A floor that does not hold makes the code 1. @param {string[]} args
 * @param {AbortSignal} signal
 */
export async function runBench(args, signal) {
  const chosen = choose(args, { all: [...Object.keys(ALONE), ...Object.keys(TOGETHER)], quick: QUICK });
  await ensureInstalled(signal);
  if (!isBuilt()) await build(signal);
  const begun = performance.now();
  const stops = /** @type {(() => Promise<void>)[]} */ ([]);
  const rows = /** @type {Row[]} */ ([]);
  try {
    const measuring = prepare(chosen, stops).then((bench) => measureAll(bench, chosen.isChosen, { stops, rows }));
    await Promise.race([measuring, interrupted(signal), outOfTime(chosen.size.minutesMax)]);
  } finally {
    // What cannot be written down, on a full disk, leaves nothing running all the same.
    try {
      report(rows, secondsSince(begun));
    } finally {
      for (const stop of stops) await stop();
    }
  }
}

/** What was measured until then is shown. @param {number} minutes @returns {Promise<never>} */
const outOfTime = (minutes) =>
  sleep(minutes * 60_000, undefined, { ref: false }).then(() => {
    throw new CommandError(`Not all was measured within ${minutes} minutes: choose some by --only.`);
  });

/**
 * @param {Pick<Bench, "size" | "otherNode" | "largeFolder">} chosen
 * @param {(() => Promise<void>)[]} stops filled as things start
 * @returns {Promise<Bench>}
 */
async function prepare({ size, otherNode, largeFolder }, stops) {
  print("Starting Postgres, a year of sample trading, the product and its bare peers");
  const begun = performance.now();
  const { default: postgres } = await import("postgres");
  const rig = await startRig();
  stops.unshift(rig.stop);
  const sql = postgres(rig.postgres.url, { max: 2, onnotice: () => {} });
  stops.unshift(() => sql.end({ timeout: 2 }));
  await sql.unsafe("create extension if not exists pg_stat_statements");
  await sql.unsafe(BARE_TABLES);
  const goods = await makeGoods(sql);
  await buildBare(rig.env);
  const bare = await startBare(rig.env);
  stops.unshift(bare.stop);
  const web = await startWeb(rig.env);
  stops.unshift(web.stop);
  print(`Ready after ${secondsSince(begun).toFixed(0)} s`);
  const ours = productCalls(goods, await signInAll(web.port, rig.people));
  return {
    sql,
    goods,
    web,
    bare,
    ours,
    theirs: bareCalls(goods),
    size,
    otherNode,
    largeFolder,
    rig,
    sqlUrl: rig.postgres.url,
    stops,
  };
}

/** @param {number} port @param {Bench["rig"]["people"]} people */
async function signInAll(port, people) {
  const cookies = /** @type {string[]} */ ([]);
  for (const person of people.filter(({ role }) => role !== "staff"))
    for (let session = 0; session < SESSIONS_EACH; session += 1) cookies.push(await signIn(port, person));
  return cookies;
}

/**
 * @param {Bench} bench @param {(name: string) => boolean} isChosen
 * @param {{ stops: (() => Promise<void>)[], rows: Row[] }} found filled with what is measured, as it is
 */
async function measureAll(bench, isChosen, { stops, rows }) {
  const tell = (/** @type {Row} */ row) => {
    rows.push(row);
    printRow(row);
  };
  printHeads();
  await measureWorks(ALONE, bench, { isChosen, tell });
  const [relay, worker] = [startProcess("relay", bench.rig.env), startProcess("worker", bench.rig.env)];
  stops.unshift(relay.stop, worker.stop);
  await sleep(SETTLE_MS);
  await measureWorks(TOGETHER, bench, { isChosen, tell });
}

/** @param {readonly Row[]} rows @param {number} seconds */
function report(rows, seconds) {
  const beside = { node: process.version, processors: availableParallelism(), load: loadavg() };
  if (rows.length === 0) return;
  const loads = beside.load.map((load) => load.toFixed(1)).join(", ");
  print(`Node ${beside.node}, ${beside.processors} processors, load ${loads}; ${seconds.toFixed(0)} s in all`);
  mkdirSync(dirname(RESULT_FILE), { recursive: true });
  const result = { at: new Date().toISOString(), ...beside, seconds, figures: rows };
  writeFileSync(RESULT_FILE, `${JSON.stringify(result, null, 2)}\n`);
  print(`The same figures as JSON: ${RESULT_FILE}`);
  const below = rows.filter((row) => row.holds === false);
  if (below.length === 0) return;
  print(`Below the floor: ${below.map((row) => row.work).join("; ")}`);
  process.exitCode = 1;
}
