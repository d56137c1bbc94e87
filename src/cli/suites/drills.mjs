// @ts-check
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { missingPrograms } from "../cluster/programs.mjs";
import { inRoot, STATE } from "../launch/project.mjs";
import { runProgram } from "../launch/run-program.mjs";
import { oneCheck } from "./counts.mjs";
import { checkBuild } from "./journeys.mjs";

/** Beside what a person may try out meanwhile. */
const FOLDER = join(STATE, "tests", "drill");

/** Each drill in its short form, as one test. @param {import("./suites.mjs").Bench} bench */
export async function runDrills(bench) {
  const missing = missingPrograms();
  if (missing.length > 0) {
    const install = `apt-get install ${missing.join(" ")}`;
    return { passed: 0, failed: 0, skipped: 1, output: "", notes: [`!!  THE DRILLS DID NOT RUN: ${install}`] };
  }
  const built = await checkBuild(bench);
  if (built.failed > 0) return built;
  const env = { ...process.env, QUARTERMASTER_DIR: FOLDER };
  const file = join(FOLDER, "drill.json");
  rmSync(file, { force: true });
  const args = [inRoot("src", "cli", "drill.mjs"), "--short", "--as-built"];
  const { code, output } = await runProgram(process.execPath, args, { env, signal: bench.signal });
  if (code === null || !existsSync(file)) return { ...oneCheck(false), output };
  /** @type {{ drills: { holds: boolean }[] }} */
  const { drills } = JSON.parse(readFileSync(file, "utf8"));
  const passed = drills.filter(({ holds }) => holds).length;
  return { passed, failed: drills.length - passed, skipped: 0, output };
}
