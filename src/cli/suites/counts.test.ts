import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { countPlaywright, countVitest } from "./counts.mjs";

const report = (content: object) => {
  const file = join(mkdtempSync(join(tmpdir(), "test-counts-")), "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
};

const made = (fullName: string, status = "passed") => ({ fullName, status });
const file = (name: string, ...assertionResults: { fullName: string; status: string }[]) => ({
  name,
  status: assertionResults.every(({ status }) => status !== "failed") ? "passed" : "failed",
  assertionResults,
});
const jobs = file("jobs.test.ts", made("jobs on Redis run once"), made("jobs on Postgres run once"), {
  fullName: "later",
  status: "skipped",
});
const wrong = file("wrong.test.ts", made("holds"), made("fails", "failed"));

test("the tests of the files that are meant are counted, and the Redis suites that ran are named", () => {
  expect(countVitest(report({ testResults: [jobs, wrong] }), false, ["jobs.test.ts"])).toEqual({
    passed: 2,
    failed: 0,
    skipped: 1,
    notes: ["Redis suites: 1 tests ran."],
  });
  expect(countVitest(report({ testResults: [jobs, wrong] }), false, ["wrong.test.ts"])).toMatchObject({
    passed: 1,
    failed: 1,
  });
});

test("a file that could not be loaded is a failure", () => {
  const testResults = [jobs, { name: "broken.test.ts", status: "failed", assertionResults: [] }];
  expect(countVitest(report({ testResults }), false, ["jobs.test.ts", "broken.test.ts"])).toMatchObject({
    passed: 2,
    failed: 1,
  });
});

test.each([
  ["left no report", join(tmpdir(), "no-such-report.json"), true],
  ["ran nothing", report({ testResults: [] }), true],
  ["ended badly though no test failed", report({ testResults: [jobs] }), false],
])("a run that %s is a failure", (_, reportFile, exitedWell) => {
  expect(countVitest(reportFile, exitedWell, ["jobs.test.ts"]).failed).toBe(1);
});

test("a journey that needed a second try has failed", () => {
  expect(countPlaywright(report({ stats: { expected: 5, unexpected: 0, flaky: 1, skipped: 0 } }), true)).toMatchObject({
    passed: 5,
    failed: 1,
  });
});
