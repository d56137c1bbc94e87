// @ts-check
import { writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build, isBuilt } from "../launch/build.mjs";
import { CommandError } from "../launch/command-error.mjs";
import { ensureInstalled } from "../launch/install.mjs";
import { interrupted } from "../launch/interrupted.mjs";
import { freePort } from "../launch/ports.mjs";
import { STATE } from "../launch/project.mjs";
import { print, step } from "../launch/terminal.mjs";
import { DRILLS } from "./drills.mjs";
import { programs } from "./programs.mjs";
import { SIZES } from "./sizes.mjs";
import { startCluster } from "./start-cluster.mjs";
import { makeWorld } from "./world.mjs";

const RESULT_FILE = join(STATE, "drill.json");

/** @typedef {{ name: string, what: string, shows: string, figures: string, holds: boolean, seconds: number }} Row */

/**
 * `npm run drill`: loses one thing after the other on a cluster of its own. A row that does not hold makes the code 1.
 * @param {readonly string[]} args @param {AbortSignal} signal
 */
export async function runDrill(args, signal) {
  const { names, size, asBuilt } = choose(args);
  programs();
  await ensureInstalled(signal);
  if (!asBuilt && !isBuilt()) await step("Building (a minute or two)", () => build(signal));
  const began = performance.now();
  const cluster = await startCluster({ host: "127.0.0.1", port: await freePort(), signal });
  try {
    const rows = await Promise.race([drillAll(cluster, { names, size, signal }), interrupted(signal)]);
    report(rows, (performance.now() - began) / 1_000);
  } finally {
    await cluster.stop();
  }
}

/** @param {readonly string[]} args */
function choose(args) {
  try {
    const options = {
      only: { type: /** @type {const} */ ("string") },
      short: { type: /** @type {const} */ ("boolean") },
      // For the tests, which run others on the same build meanwhile.
      "as-built": { type: /** @type {const} */ ("boolean") },
    };
    const { values } = parseArgs({ args: [...args], options });
    const names = values.only?.split(",") ?? Object.keys(DRILLS);
    const unknown = names.filter((name) => !DRILLS[name]);
    if (unknown.length > 0) throw new Error(`There is no "${unknown}".`);
    return { names, size: values.short ? SIZES.short : SIZES.full, asBuilt: values["as-built"] ?? false };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const all = Object.keys(DRILLS).join(",");
    throw new CommandError(`${reason}\nnpm run drill -- [--short] [--only ${all}]`);
  }
}

/**
 * @param {import("./start-cluster.mjs").Cluster} cluster
 * @param {{ names: readonly string[], size: import("./sizes.mjs").Size, signal: AbortSignal }} plan
 */
async function drillAll(cluster, { names, size, signal }) {
  const world = await makeWorld(cluster);
  const rows = /** @type {Row[]} */ ([]);
  for (const name of names) rows.push(await drillOne(world, name, { size, signal }));
  world.close();
  return rows;
}

/**
 * One that breaks down does not hold, and the others follow it.
 * @param {import("./world.mjs").World} world @param {string} name
 * @param {{ size: import("./sizes.mjs").Size, signal: AbortSignal }} plan
 */
async function drillOne(world, name, { size, signal }) {
  const drill = DRILLS[name];
  if (!drill) throw new Error(`There is no drill ${name}.`);
  const { what, shows, run } = drill;
  const began = performance.now();
  const finding = await run(world, size).catch((/** @type {unknown} */ error) => ({
    figures: error instanceof Error ? error.message : String(error),
    holds: false,
    faults: error instanceof Error && error.stack ? [error.stack] : [],
  }));
  // What it found of a cluster that is being stopped says nothing.
  signal.throwIfAborted();
  for (const undo of world.undo.splice(0)) await undo().catch(() => {});
  for (const member of world.cluster.members) member.start();
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  print(`${finding.holds ? "holds" : "DOES NOT HOLD"}  ${what} (${seconds} s)`);
  print(`       ${finding.figures}`);
  if (!finding.holds) for (const fault of finding.faults ?? []) print(`       ${fault}`);
  return { name, what, shows, seconds, figures: finding.figures, holds: finding.holds };
}

/** @param {readonly Row[]} rows @param {number} seconds */
function report(rows, seconds) {
  const widths = { what: widest(rows.map(({ what }) => what)), shows: widest(rows.map(({ shows }) => shows)) };
  print("");
  for (const { what, shows, figures, holds } of rows)
    print(`${what.padEnd(widths.what)}  ${shows.padEnd(widths.shows)}  ${holds ? "holds" : "NOT"}  ${figures}`);
  const beside = { node: process.version, processors: availableParallelism(), load: loadavg() };
  const loads = beside.load.map((load) => load.toFixed(1)).join(", ");
  print(`\n${seconds.toFixed(0)} s in all; Node ${beside.node}, ${beside.processors} processors, load ${loads}`);
  const result = { at: new Date().toISOString(), ...beside, seconds, drills: rows };
  writeFileSync(RESULT_FILE, `${JSON.stringify(result, null, 2)}\n`);
  print(`The same as JSON: ${RESULT_FILE}`);
  if (rows.some(({ holds }) => !holds)) process.exitCode = 1;
}

const widest = (/** @type {readonly string[]} */ texts) => Math.max(...texts.map(({ length }) => length));
