// @ts-check
import { checkFormat, checkLaw, checkLint, checkTypes, checkUnused } from "./checks.mjs";
import { checkBuild, runPlaywright } from "./journeys.mjs";
import { runVitest } from "./unit.mjs";

/** @typedef {import("./counts.mjs").Counts & { output: string }} Outcome */
/** @typedef {{ reports: string, filters: string[], signal: AbortSignal }} Bench where reports go, and when to stop */

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} proves
 * @property {boolean} [isCheck] needs no database and no build, so that all checks run side by side
 * @property {boolean} [takesFilters]
 * @property {number} [limitMs] for a suite without steps that are limited themselves; far above what it takes
 * @property {(bench: Bench) => Promise<Outcome>} run
 */

const TOOL_LIMIT_MS = 600_000;

/** In the order in which a fault is found soonest. @type {Suite[]} */
export const SUITES = [
  { name: "format", proves: "the formatter would change nothing", isCheck: true, run: checkFormat },
  { name: "lint", proves: "no known mistake is written down", isCheck: true, run: checkLint },
  { name: "law", proves: "every import runs down", isCheck: true, run: checkLaw },
  { name: "types", proves: "every value is what the code believes it is", isCheck: true, run: checkTypes },
  { name: "unused", proves: "every export and dependency is used", isCheck: true, run: checkUnused },
  { name: "rules", proves: "what follows from values alone", takesFilters: true, run: runVitest("rules") },
  {
    name: "database",
    proves: "operations and access on a real Postgres",
    takesFilters: true,
    run: runVitest("database"),
  },
  { name: "heavy", proves: "races, faults and great numbers", takesFilters: true, run: runVitest("heavy") },
  { name: "build", proves: "the product can be built", limitMs: TOOL_LIMIT_MS, run: checkBuild },
  { name: "journeys", proves: "people reach their goals in a real browser", takesFilters: true, run: runPlaywright },
];
