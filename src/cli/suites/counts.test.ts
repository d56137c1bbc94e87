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

test("tests are counted, and the Redis suites that ran are named", () => {
  const testResults = [
    {
      name: "jobs.test.ts",
      assertionResults: [
        { fullName: "jobs on Redis run once", status: "passed" },
        { fullName: "jobs on Postgres run once", status: "passed" },
      ],
    },
  ];
  expect(countVitest(report({ numPassedTests: 2, numFailedTests: 0, numPendingTests: 1, testResults }), true)).toEqual({
    passed: 2,
    failed: 0,
    skipped: 1,
    notes: ["Redis suites: 1 tests ran."],
  });
});

test.each([
  ["left no report", join(tmpdir(), "no-such-report.json"), true],
  ["ran nothing", report({ numPassedTests: 0, numFailedTests: 0 }), true],
  ["ended badly though no test failed", report({ numPassedTests: 9, numFailedTests: 0 }), false],
])("a run that %s is a failure", (_, file, exitedWell) => {
  expect(countVitest(file, exitedWell).failed).toBe(1);
});

test("a journey that needed a second try has failed", () => {
  expect(countPlaywright(report({ stats: { expected: 5, unexpected: 0, flaky: 1, skipped: 0 } }), true)).toMatchObject({
    passed: 5,
    failed: 1,
  });
});
