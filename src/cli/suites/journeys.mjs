// @ts-check
import { join } from "node:path";
import { build as makeBuild, isBuilt } from "../launch/build.mjs";
import { CommandError } from "../launch/command-error.mjs";
import { lockHolder } from "../launch/lock.mjs";
import { LOCK_FILE } from "../launch/project.mjs";
import { countPlaywright, oneCheck } from "./counts.mjs";
import { runTool } from "./tool.mjs";

/** @typedef {import("./suites.mjs").Bench} Bench */
/** @typedef {import("./suites.mjs").Outcome} Outcome */

/** @type {Promise<Outcome> | undefined} */
let built;

/**
 * Suites beside each other ask for one build, and keep it to the end: a source that somebody changes meanwhile must not
 * have the product built again under those who run it.
 * @param {Bench} bench
 * @returns {Promise<Outcome>}
 */
export async function checkBuild(bench) {
  built ??= buildOnce(bench);
  const outcome = await built;
  if (outcome.failed > 0) built = undefined;
  return outcome;
}

/** @param {Bench} bench @returns {Promise<Outcome>} */
async function buildOnce({ signal }) {
  if (isBuilt()) return { ...oneCheck(true), output: "", notes: ["Nothing changed since the last build."] };
  const holder = lockHolder(LOCK_FILE);
  if (holder) {
    const output =
      `Quartermaster runs from this folder (process ${holder}); a build would pull its files from under it. ` +
      "Stop it first.";
    return { ...oneCheck(false), output };
  }
  try {
    await makeBuild(signal);
    return { ...oneCheck(true), output: "" };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { ...oneCheck(false), output: error.message };
  }
}

/** All journeys, or those that the filters choose. @param {Bench} bench @returns {Promise<Outcome>} */
export const runJourneys = (bench) =>
  bench.filters.length > 0
    ? runPlaywright(bench, bench.filters)
    : runPlaywright(bench, ["--project=afterwards"], { JOURNEYS_WHOLE: "1" });

/** @param {Bench} bench @returns {Promise<Outcome>} */
export const runStrain = (bench) => runPlaywright(bench, ["--project=strain", ...bench.filters]);

/**
 * @param {Bench} bench
 * @param {string[]} chosen
 * @param {Record<string, string>} [env]
 * @returns {Promise<Outcome>}
 */
async function runPlaywright(bench, chosen, env = {}) {
  const build = await checkBuild(bench);
  if (build.failed > 0) return build;
  const file = join(bench.reports, "playwright.json");
  const { code, output } = await runTool(["@playwright/test", "cli.js"], ["test", "--reporter=list,json", ...chosen], {
    signal: bench.signal,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file, NODE_ENV: "production", ...env },
  });
  return { ...countPlaywright(file, code === 0), output };
}
