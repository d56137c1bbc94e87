// @ts-check
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { inRoot } from "../launch/project.mjs";
import { oneCheck } from "./counts.mjs";
import { runTool } from "./tool.mjs";

/** @typedef {import("./suites.mjs").Bench} Bench */
/** @typedef {import("./suites.mjs").Outcome} Outcome */

/** Those before it were released before anybody judged them, and no released one may be edited. */
const FIRST_JUDGED = 41;
const PROGRAM = ["squawk-cli", "js", "bin", "squawk"];
const NUMBERED = /^(\d{4})_.*\.sql$/;

/** The migrations of a folder that are judged. @param {string} folder */
export const judgedMigrations = (folder) =>
  readdirSync(folder)
    .filter((file) => Number(NUMBERED.exec(file)?.[1] ?? 0) >= FIRST_JUDGED)
    .map((file) => join(folder, file));

/**
 * Whether a new migration locks a table for long, or takes away what the running release still asks for.
 * @param {Bench} bench
 * @returns {Promise<Outcome>}
 */
export async function checkMigrations(bench) {
  const files = judgedMigrations(inRoot("drizzle"));
  if (files.length === 0)
    return { ...oneCheck(true), output: "", notes: ["There is no migration after the released ones."] };
  const { code, output } = await judgeMigrations(files, bench);
  return { ...oneCheck(code === 0), output, notes: [`Judged: ${files.map((file) => basename(file)).join(", ")}`] };
}

/** @param {string[]} files @param {{ signal: AbortSignal }} options */
export const judgeMigrations = (files, { signal }) =>
  runTool(PROGRAM, ["--config", inRoot(".squawk.toml"), "--reporter", "gcc", ...files], { signal });
