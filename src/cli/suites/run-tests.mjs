// @ts-check
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { CommandError } from "../launch/command-error.mjs";
import { ensureInstalled } from "../launch/install.mjs";
import { print } from "../launch/terminal.mjs";
import { chooseSuites } from "./choose-suites.mjs";
import { inLanes, LANES, planSuites } from "./lanes.mjs";
import { Results } from "./show-results.mjs";
import { SUITES } from "./suites.mjs";

/** @typedef {import("./suites.mjs").Suite} Suite */
/** @typedef {import("./suites.mjs").Bench} Bench */
/** @typedef {import("./suites.mjs").Outcome} Outcome */

const MINUTE_MS = 60_000;
const NEED_REDIS = ["database", "heavy", "long"];

/** `npm run check`: what needs neither a database nor a build. @param {AbortSignal} signal */
export const checkQuartermaster = (signal) =>
  testQuartermaster(
    SUITES.filter(({ isCheck }) => isCheck).map(({ name }) => name),
    signal,
  );

/**
 * `npm test`, or `npm test -- rules orders` for some suites or tests only. The last line sums everything up.
 * @param {string[]} words
 * @param {AbortSignal} signal
 */
export async function testQuartermaster(words, signal) {
  const { suites, filters } = chooseSuites(words);
  await ensureInstalled(signal);
  const limit = timeLimit();
  const reports = mkdtempSync(join(tmpdir(), "quartermaster-tests-"));
  try {
    const outcomes = await runSuites(suites, { reports, filters, signal: AbortSignal.any([signal, limit]) });
    if (signal.aborted) throw new CommandError("Stopped before everything had run.");
    if (limit.aborted)
      print(`\n!!  The time for all suites, ${limitMinutes()} min, was over before everything had run.`);
    warnOfMissingRedis(suites);
    const passed = sum(outcomes.map((outcome) => outcome.passed));
    const failed = sum(outcomes.map((outcome) => outcome.failed));
    print(`\n${passed} passed, ${failed} failed`);
    process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

/** For a pipeline, which wants an answer in the end. A person has Ctrl-C. */
const limitMinutes = () => Number(process.env["TEST_LIMIT_MIN"] || 0);
const timeLimit = () =>
  limitMinutes() > 0 ? AbortSignal.timeout(limitMinutes() * MINUTE_MS) : new AbortController().signal;

/**
 * @param {Suite[]} suites
 * @param {Omit<Bench, "projects">} common
 */
async function runSuites(suites, common) {
  const results = new Results(suites, common.filters);
  const outcomes = /** @type {Outcome[]} */ ([]);
  const run = async (/** @type {Suite} */ suite, /** @type {Bench} */ bench) => {
    const began = Date.now();
    const outcome = await runWithin(suite, bench);
    outcomes.push(outcome);
    results.end(suite, outcome, began);
  };
  const runGroup = (/** @type {Suite[]} */ group) => {
    const bench = { ...common, projects: group.flatMap(({ project }) => project ?? []) };
    return Promise.all(group.map((suite) => run(suite, bench)));
  };
  for (const { lanes, groups } of planSuites(suites, LANES)) await inLanes(lanes, groups, runGroup);
  return outcomes;
}

/**
 * A suite that breaks down, hangs or never gets its turn has failed; the others still run.
 * @param {Suite} suite
 * @param {Bench} bench
 * @returns {Promise<Outcome>}
 */
async function runWithin({ run, limitMs }, bench) {
  if (bench.signal.aborted) return failure("It did not run.");
  const limit = limitMs === undefined ? new AbortController().signal : AbortSignal.timeout(limitMs);
  try {
    const outcome = await run({ ...bench, signal: AbortSignal.any([bench.signal, limit]) });
    return limit.aborted ? { ...outcome, notes: [`It was stopped after ${(limitMs ?? 0) / MINUTE_MS} min.`] } : outcome;
  } catch (error) {
    return failure(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

/** @param {string} output @returns {Outcome} */
const failure = (output) => ({ passed: 0, failed: 1, skipped: 0, output });

/** @param {Suite[]} suites */
function warnOfMissingRedis(suites) {
  if (!suites.some(({ name }) => NEED_REDIS.includes(name)) || isOnPath("redis-server")) return;
  print(
    "\n!!  REDIS SUITES DID NOT RUN: redis-server is not on the PATH. " +
      "Install it (apt-get install redis-server) and test again.",
  );
}

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** @param {string} program */
const isOnPath = (program) =>
  (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
