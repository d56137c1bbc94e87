// @ts-check
import { existsSync, readFileSync } from "node:fs";

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} [notes]
 */

/** @typedef {{ fullName: string, status: string }} Assertion */

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

/**
 * What some files of a run have shown.
 * @param {string} reportFile
 * @param {boolean} exitedWell
 * @param {string[]} files absolute
 * @returns {Counts}
 */
export function countVitest(reportFile, exitedWell, files) {
  /** @type {{ testResults?: { name: string, status: string, assertionResults: Assertion[] }[] }} */
  const { testResults = [] } = readReport(reportFile);
  const ours = testResults.filter(({ name }) => files.includes(name));
  const tests = ours.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({ title: `${name} ${fullName}`, status })),
  );
  const count = (/** @type {string[]} */ ...wanted) => tests.filter(({ status }) => wanted.includes(status)).length;
  // A file that could not be loaded has failed without a test.
  const broken = ours.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((each) => each.status === "failed"),
  );
  const isExplained = testResults.some(({ status }) => status === "failed");
  const overRedis = tests.filter(({ title, status }) => /redis/i.test(title) && status === "passed").length;
  return {
    ...distrust(
      {
        passed: count("passed"),
        failed: count("failed") + broken.length,
        skipped: count("pending", "skipped", "todo", "disabled"),
      },
      exitedWell || isExplained,
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
