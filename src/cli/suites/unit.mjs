// @ts-check
import { join } from "node:path";
import { inRoot } from "../launch/project.mjs";
import { countVitest, oneCheck } from "./counts.mjs";
import { unitFiles } from "./test-files.mjs";
import { runTool } from "./tool.mjs";

/** @typedef {import("./test-files.mjs").UnitSuite} UnitSuite */
/** @typedef {import("./suites.mjs").Bench} Bench */
/** @typedef {import("./suites.mjs").Outcome} Outcome */
/** @typedef {{ report: string, code: number | null, output: string }} Run */

/**
 * All projects of one group share one Vitest, so that its workers stay busy while a heavy test waits.
 * @type {WeakMap<UnitSuite[], Promise<Run>>}
 */
const runs = new WeakMap();

/**
 * The part of one Vitest project in a run of all that were asked for.
 * @param {UnitSuite} project
 * @returns {(bench: Bench) => Promise<Outcome>}
 */
export const runVitest = (project) => async (bench) => {
  const elsewhere = findElsewhere(project, bench.filters);
  if (elsewhere !== null) return { ...oneCheck(false), output: elsewhere };
  const started = runs.get(bench.projects) ?? runProjects(bench);
  runs.set(bench.projects, started);
  const run = await started;
  const files = unitFiles()[project].map((path) => inRoot(path));
  const counts = countVitest(run.report, run.code === 0, files);
  return { ...counts, output: counts.failed > 0 ? takeOutput(run) : "" };
};

/** The output of a run is shown once, with the first suite that failed. @param {Run} run */
function takeOutput(run) {
  const { output } = run;
  run.output = "The output of this run stands above.";
  return output;
}

/** @param {Bench} bench @returns {Promise<Run>} */
async function runProjects({ reports, filters, projects, signal }) {
  const report = join(reports, "vitest.json");
  const chosen = projects.flatMap((project) => ["--project", project]);
  const args = ["run", ...chosen, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return { report, ...(await runTool(["vitest", "vitest.mjs"], [...args, ...filters], { signal })) };
}

/**
 * Null when the project has files that are meant, else where they are.
 * @param {UnitSuite} project
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
