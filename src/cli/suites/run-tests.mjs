// @ts-check
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { CommandError } from "../launch/command-error.mjs";
import { ensureInstalled } from "../launch/install.mjs";
import { print, secondsSince } from "../launch/terminal.mjs";
import { chooseSuites } from "./choose-suites.mjs";
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
    const projects = suites.flatMap(({ project }) => project ?? []);
    const outcomes = await runSuites(suites, { reports, filters, projects, signal: AbortSignal.any([signal, limit]) });
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
 * Checks side by side, then the projects of Vitest in one run, then the others one after the other: each of these
 * three fills the machine.
 * @param {Suite[]} suites
 * @param {Bench} bench
 */
async function runSuites(suites, bench) {
  const together = [suites.filter(({ isCheck }) => isCheck), suites.filter(({ project }) => project)];
  const apart = suites.filter((suite) => !together.flat().includes(suite)).map((suite) => [suite]);
  const outcomes = [];
  for (const group of [...together, ...apart])
    outcomes.push(...(await Promise.all(group.map((suite) => runSuite(suite, bench, group.length === 1)))));
  return outcomes;
}

/**
 * @param {Suite} suite
 * @param {Bench} bench
 * @param {boolean} isAlone
 * @returns {Promise<Outcome>}
 */
async function runSuite(suite, bench, isAlone) {
  const title = `\n${[suite.name, ...bench.filters].join(" ")}: ${suite.proves}`;
  if (isAlone) print(title);
  const began = Date.now();
  const outcome = await runWithin(suite, bench);
  if (!isAlone) print(title);
  if (outcome.failed > 0) print(`\n${outcome.output.trimEnd()}\n`);
  for (const note of outcome.notes ?? []) print(`  ${note}`);
  const skipped = outcome.skipped > 0 ? `, ${outcome.skipped} SKIPPED` : "";
  print(`  ${outcome.passed} passed, ${outcome.failed} failed${skipped} in ${secondsSince(began)}`);
  return outcome;
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
