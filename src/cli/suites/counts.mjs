// @ts-check
import { existsSync, readFileSync } from "node:fs";

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} [notes]
 */

/** One check that either holds or does not. @param {boolean} holds @returns {Counts} */
export const oneCheck = (holds) => ({ passed: holds ? 1 : 0, failed: holds ? 0 : 1, skipped: 0 });

/**
 * A tool that failed without naming a test, or ran none, counts as one failure: silence is not success.
 * @param {Counts} counts
 * @param {boolean} exitedWell
 * @returns {Counts}
 */
function distrust(counts, exitedWell) {
  const isSilent = counts.failed === 0 && (!exitedWell || counts.passed === 0);
  return isSilent ? { ...counts, failed: 1 } : counts;
}

/** @param {string} reportFile @param {boolean} exitedWell @returns {Counts} */
export function countVitest(reportFile, exitedWell) {
  /**
   * @type {{ numPassedTests?: number, numFailedTests?: number, numPendingTests?: number, numTodoTests?: number,
   * testResults?: { name: string, assertionResults: { fullName: string, status: string }[] }[] }}
   */
  const report = readReport(reportFile);
  const tests = (report.testResults ?? []).flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({ title: `${name} ${fullName}`, status })),
  );
  const overRedis = tests.filter(({ title, status }) => /redis/i.test(title) && status === "passed").length;
  return {
    ...distrust(
      {
        passed: report.numPassedTests ?? 0,
        failed: report.numFailedTests ?? 0,
        skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
      },
      exitedWell,
    ),
    notes: overRedis > 0 ? [`Redis suites: ${overRedis} tests ran.`] : [],
  };
}

/**
 * A test that passed only at the second try is a failure somebody has to look at. @param {string} reportFile @param
 * {boolean} exitedWell @returns {Counts}
 */
export function countPlaywright(reportFile, exitedWell) {
  /** @type {{ stats?: { expected: number, unexpected: number, flaky: number, skipped: number } }} */
  const { stats } = readReport(reportFile);
  const counts = {
    passed: stats?.expected ?? 0,
    failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0),
    skipped: stats?.skipped ?? 0,
  };
  return distrust(counts, exitedWell);
}

/** @param {string} file */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}
