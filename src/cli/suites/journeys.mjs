// @ts-check
import { join } from "node:path";
import { build, isBuilt } from "../launch/build.mjs";
import { CommandError } from "../launch/command-error.mjs";
import { lockHolder } from "../launch/lock.mjs";
import { LOCK_FILE } from "../launch/project.mjs";
import { countPlaywright, oneCheck } from "./counts.mjs";
import { runTool } from "./tool.mjs";

/** @typedef {import("./suites.mjs").Bench} Bench */
/** @typedef {import("./suites.mjs").Outcome} Outcome */

/** @param {Bench} bench @returns {Promise<Outcome>} */
export async function checkBuild({ signal }) {
  if (isBuilt()) return { ...oneCheck(true), output: "", notes: ["Nothing changed since the last build."] };
  const holder = lockHolder(LOCK_FILE);
  if (holder) {
    const output =
      `Quartermaster runs from this folder (process ${holder}); a build would pull its files from under it. ` +
      "Stop it first.";
    return { ...oneCheck(false), output };
  }
  try {
    await build(signal);
    return { ...oneCheck(true), output: "" };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { ...oneCheck(false), output: error.message };
  }
}

/** @param {Bench} bench @returns {Promise<Outcome>} */
export async function runPlaywright(bench) {
  const built = await checkBuild(bench);
  if (built.failed > 0) return built;
  const file = join(bench.reports, "playwright.json");
  const whole = bench.filters.length === 0 ? { JOURNEYS_WHOLE: "1" } : {};
  const { code, output } = await runTool(
    ["@playwright/test", "cli.js"],
    ["test", "--reporter=list,json", ...bench.filters],
    { signal: bench.signal, env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file, NODE_ENV: "production", ...whole } },
  );
  return { ...countPlaywright(file, code === 0), output };
}
