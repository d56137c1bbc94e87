// @ts-check
import { join } from "node:path";
import { countVitest, oneCheck } from "./counts.mjs";
import { unitFiles } from "./test-files.mjs";
import { runTool } from "./tool.mjs";

/**
 * Runs the files of one Vitest project.
 * @param {import("./test-files.mjs").UnitSuite} project
 * @returns {(bench: import("./suites.mjs").Bench) => Promise<import("./suites.mjs").Outcome>}
 */
export const runVitest = (project) => async (bench) => {
  const { reports, filters } = bench;
  const elsewhere = findElsewhere(project, filters);
  if (elsewhere !== null) return { ...oneCheck(false), output: elsewhere };
  const file = join(reports, `${project}.json`);
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { code, output } = await runTool(["vitest", "vitest.mjs"], [...args, ...filters], bench);
  return { ...countVitest(file, code === 0), output };
};

/**
 * Null when the project has files that are meant, else where they are.
 * @param {import("./test-files.mjs").UnitSuite} project
 * @param {string[]} filters
 */
function findElsewhere(project, filters) {
  if (filters.length === 0 || filters.some((word) => word.startsWith("-"))) return null;
  const isMeant = (/** @type {string} */ file) => filters.some((filter) => file.includes(filter));
  const files = unitFiles();
  if (files[project].some(isMeant)) return null;
  const others = Object.entries(files).filter(([, ofSuite]) => ofSuite.some(isMeant));
  return [
    `No test file of ${project} has ${filters.join(" or ")} in its path.`,
    ...others.map(([suite]) => `One of ${suite} has: npm test -- ${suite} ${filters.join(" ")}`),
  ].join("\n");
}
