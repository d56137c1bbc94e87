// @ts-check
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { inRoot } from "../launch/project.mjs";
import { oneCheck } from "./counts.mjs";
import { runTool } from "./tool.mjs";

/** @typedef {import("./suites.mjs").Bench} Bench */
/** @typedef {import("./suites.mjs").Outcome} Outcome */

/** Those before it were released before anybody judged them, and no released one may be edited. */
const FIRST_JUDGED = 41;
const PROGRAM = ["squawk-cli", "js", "bin", "squawk"];
/** What a release that still asks for it would miss, allowed all the same. */
const TAKES_AWAY = /squawk-ignore.*(?:ban-drop|renaming|changing-column-type|adding-required-field)/;
const NEEDS = /^-- needs \d{4}: /m;
const SAY_WHAT_IS_NEEDED =
  "it takes something away. Say since which migration no release asks for it, as in `-- needs 0041: why`, " +
  "so that an older release does not start on it.";
const NUMBERED = /^(\d{4})_.*\.sql$/;

/** The migrations of a folder that are judged. @param {string} folder */
export const judgedMigrations = (folder) =>
  readdirSync(folder)
    .filter((file) => Number(NUMBERED.exec(file)?.[1] ?? 0) >= FIRST_JUDGED)
    .toSorted()
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
  return { ...oneCheck(code === 0), output, notes: [`Judged: ${files.length}, up to ${basename(files.at(-1) ?? "")}`] };
}

/** @param {string[]} files @param {{ signal: AbortSignal }} options */
export async function judgeMigrations(files, { signal }) {
  const args = ["--config", inRoot(".squawk.toml"), "--reporter", "gcc", ...files];
  const { code, output } = await runTool(PROGRAM, args, { signal });
  const silent = files.filter(takesAwayInSilence).map((file) => `${basename(file)}: ${SAY_WHAT_IS_NEEDED}`);
  return { code: silent.length > 0 ? 1 : code, output: [output, ...silent].join("\n") };
}

/** @param {string} file */
function takesAwayInSilence(file) {
  const text = readFileSync(file, "utf8");
  return TAKES_AWAY.test(text) && !NEEDS.test(text);
}
