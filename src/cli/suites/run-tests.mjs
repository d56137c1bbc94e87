// @ts-check
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { CommandError } from "../launch/command-error.mjs";
import { ensureInstalled } from "../launch/install.mjs";
import { print, secondsSince } from "../launch/terminal.mjs";
import { SUITES } from "./suites.mjs";

/** @typedef {import("./suites.mjs").Suite} Suite */
/** @typedef {import("./suites.mjs").Outcome} Outcome */

/**
 * `npm test`, or `npm test -- unit build` for some suites only. The last line sums everything up.
 * @param {string[]} names
 * @param {AbortSignal} signal
 */
export async function testQuartermaster(names, signal) {
  const suites = chooseSuites(names);
  await ensureInstalled(signal);
  const reports = mkdtempSync(join(tmpdir(), "quartermaster-tests-"));
  /** @type {Outcome[]} */
  const outcomes = [];
  try {
    for (const suite of suites) {
      outcomes.push(await runSuite(suite, reports, signal));
      signal.throwIfAborted();
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  if (suites.some(({ name }) => name === "unit") && !isOnPath("redis-server")) {
    print(
      "\n!!  REDIS SUITES DID NOT RUN: redis-server is not on the PATH. Install it (apt-get install redis-server) and test again.",
    );
  }
  const passed = sum(outcomes.map((outcome) => outcome.passed));
  const failed = sum(outcomes.map((outcome) => outcome.failed));
  print(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

/** @param {string[]} names */
function chooseSuites(names) {
  const stranger = names.find((name) => !SUITES.some((suite) => suite.name === name));
  if (stranger)
    throw new CommandError(
      `There is no suite called ${stranger}. There are: ${SUITES.map(({ name }) => name).join(", ")}.`,
    );
  return names.length === 0 ? SUITES : SUITES.filter(({ name }) => names.includes(name));
}

/**
 * @param {Suite} suite
 * @param {string} reports
 * @param {AbortSignal} signal
 * @returns {Promise<Outcome>}
 */
async function runSuite(suite, reports, signal) {
  const began = Date.now();
  print(`\n${suite.name}: ${suite.proves}`);
  const timeLimit = AbortSignal.timeout(suite.timeLimitMs);
  const outcome = await runToEnd(suite, { reports, signal: AbortSignal.any([signal, timeLimit]) });
  if (outcome.failed > 0) print(`\n${outcome.output.trimEnd()}\n`);
  if (timeLimit.aborted) print(`  It did not end within ${suite.timeLimitMs / 1000} s and was stopped.`);
  for (const note of outcome.notes ?? []) print(`  ${note}`);
  const skipped = outcome.skipped > 0 ? `, ${outcome.skipped} SKIPPED` : "";
  print(`  ${outcome.passed} passed, ${outcome.failed} failed${skipped} in ${secondsSince(began)}`);
  return outcome;
}

/**
 * A suite that breaks down has failed; the others still run.
 * @param {Suite} suite
 * @param {import("./suites.mjs").Bench} bench
 * @returns {Promise<Outcome>}
 */
async function runToEnd(suite, bench) {
  try {
    return await suite.run(bench);
  } catch (error) {
    return {
      passed: 0,
      failed: 1,
      skipped: 0,
      output: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** @param {string} program */
const isOnPath = (program) =>
  (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
