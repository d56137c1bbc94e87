// @ts-check
import { rmSync } from "node:fs";
import { join } from "node:path";
import { build, isBuilt } from "../launch/build.mjs";
import { CommandError } from "../launch/command-error.mjs";
import { lockHolder } from "../launch/lock.mjs";
import { inRoot, LOCK_FILE } from "../launch/project.mjs";
import { runProgram } from "../launch/run-program.mjs";
import { countPlaywright, countVitest, oneCheck } from "./counts.mjs";

const SECOND_MS = 1_000;
const JOURNEYS_LIMIT_MS = 600 * SECOND_MS;
/** Before the suite is stopped from outside, so that Playwright still reports what it did and clears up. */
const JOURNEYS_CLEAR_UP_MS = 20 * SECOND_MS;
const KEPT_FROM_TESTS = new Set(
  ["DATABASE_URL", "REDIS_URL", "AUTH_SECRET"]
    .flatMap((name) => [name, `${name}_FILE`])
    .concat("APP_URL", "PORT", "HOST", "FILES_DIR"),
);

/** @typedef {import("./counts.mjs").Counts & { output: string }} Outcome */
/** @typedef {{ reports: string, signal: AbortSignal }} Bench where reports go, and when to stop */

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} proves
 * @property {number} timeLimitMs
 * @property {(bench: Bench) => Promise<Outcome>} run
 */

/** In the order in which a fault is found soonest. @type {Suite[]} */
export const SUITES = [
  {
    name: "types",
    proves: "every value is what the code believes it is",
    timeLimitMs: 120 * SECOND_MS,
    run: checkTypes,
  },
  { name: "lint", proves: "no known mistake is written down", timeLimitMs: 60 * SECOND_MS, run: checkLint },
  {
    name: "unit",
    proves: "rules, operations, races and access, on a real Postgres",
    timeLimitMs: 900 * SECOND_MS,
    run: runVitest,
  },
  { name: "build", proves: "the product can be built", timeLimitMs: 240 * SECOND_MS, run: checkBuild },
  {
    name: "journeys",
    proves: "people reach their goals in a real browser",
    timeLimitMs: JOURNEYS_LIMIT_MS,
    run: runPlaywright,
  },
];

/** @param {Bench} bench @returns {Promise<Outcome>} */
async function checkTypes({ signal }) {
  // Next writes types for its routes and for style sheets, which a fresh checkout does not have. Those that an
  // earlier `npm run dev` wrote may tell of routes that are gone.
  rmSync(inRoot(".next", "dev", "types"), { recursive: true, force: true });
  const routes = await runTool(["next", "dist", "bin", "next"], ["typegen"], { signal });
  const types = await runTool(["typescript", "bin", "tsc"], ["--noEmit"], { signal });
  return { ...oneCheck(routes.code === 0 && types.code === 0), output: routes.output + types.output };
}

/** @param {Bench} bench @returns {Promise<Outcome>} */
async function checkLint({ signal }) {
  const { code, output } = await runTool(["oxlint", "bin", "oxlint"], ["--deny-warnings"], { signal });
  return { ...oneCheck(code === 0), output };
}

/** @param {Bench} bench @returns {Promise<Outcome>} */
async function runVitest({ reports, signal }) {
  const file = join(reports, "vitest.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { code, output } = await runTool(["vitest", "vitest.mjs"], args, { signal });
  return { ...countVitest(file, code === 0), output };
}

/** @param {Bench} bench @returns {Promise<Outcome>} */
async function checkBuild({ signal }) {
  if (isBuilt()) return { ...oneCheck(true), output: "", notes: ["Nothing changed since the last build."] };
  const holder = lockHolder(LOCK_FILE);
  if (holder)
    return {
      ...oneCheck(false),
      output: `Quartermaster runs from this folder (process ${holder}); a build would pull its files from under it. Stop it first.`,
    };
  try {
    await build(signal);
    return { ...oneCheck(true), output: "" };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { ...oneCheck(false), output: error.message };
  }
}

/** @param {Bench} bench @returns {Promise<Outcome>} */
async function runPlaywright({ reports, signal }) {
  const built = await checkBuild({ reports, signal });
  if (built.failed > 0) return built;
  const file = join(reports, "playwright.json");
  const args = ["test", "--reporter=list,json", `--global-timeout=${JOURNEYS_LIMIT_MS - JOURNEYS_CLEAR_UP_MS}`];
  const { code, output } = await runTool(["@playwright/test", "cli.js"], args, {
    signal,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file, NODE_ENV: "production" },
  });
  return { ...countPlaywright(file, code === 0), output };
}

/**
 * Runs a package's program, shielded from the databases and secrets of whoever runs the tests.
 * @param {string[]} program path inside node_modules
 * @param {string[]} args
 * @param {{ signal: AbortSignal, env?: Record<string, string> }} options
 */
function runTool(program, args, { signal, env = {} }) {
  const inherited = Object.entries(process.env).filter(([name]) => !KEPT_FROM_TESTS.has(name));
  const shielded = {
    ...Object.fromEntries(inherited),
    NODE_ENV: "test",
    NO_COLOR: "1",
    NEXT_TELEMETRY_DISABLED: "1",
    ...env,
  };
  return runProgram(process.execPath, [inRoot("node_modules", ...program), ...args], { signal, env: shielded });
}
