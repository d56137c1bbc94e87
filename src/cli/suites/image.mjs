// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "../launch/project.mjs";
import { countVitest } from "./counts.mjs";
import { unitFiles } from "./test-files.mjs";
import { runTool } from "./tool.mjs";

/** Builds and runs a Dockerfile where there is neither an engine nor a registry; lies beside the repository. */
const BUILDER = inRoot("..", "shared", "tools", "image-offline", "bin", "image-offline");

/** What is missing to build an image here, or null. */
function whyNot() {
  if (!existsSync(BUILDER)) return `${BUILDER} is not there`;
  return process.getuid?.() === 0 ? null : "only root may, by changing the root of a process";
}

/** @param {import("./suites.mjs").Bench} bench @returns {Promise<import("./suites.mjs").Outcome>} */
export async function runImage(bench) {
  const reason = whyNot();
  if (reason !== null)
    return { passed: 0, failed: 0, skipped: 1, output: "", notes: [`!!  THE IMAGE WAS NOT BUILT: ${reason}.`] };
  const report = join(bench.reports, "image.json");
  const sizes = join(bench.reports, "image-sizes.json");
  const args = ["run", "--project", "image", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const env = { IMAGE_OFFLINE: BUILDER, IMAGE_SIZES: sizes };
  const { code, output } = await runTool(["vitest", "vitest.mjs"], args, { signal: bench.signal, env });
  const files = unitFiles().image.map((path) => inRoot(path));
  const counts = countVitest(report, code === 0, files);
  /** @type {string[]} */
  const notes = existsSync(sizes) ? JSON.parse(readFileSync(sizes, "utf8")) : [];
  return { ...counts, notes, output: counts.failed > 0 ? output : "" };
}
