// @ts-check
import { checkMigrations } from "./check-migrations.mjs";
import { checkFormat, checkLaw, checkLint, checkTypes, checkUnused, checkWorkflows } from "./checks.mjs";
import { runDrills } from "./drills.mjs";
import { runImage } from "./image.mjs";
import { checkBuild, runJourneys, runStrain } from "./journeys.mjs";
import { runTerraform } from "./terraform.mjs";
import { runVitest } from "./unit.mjs";

/** @typedef {import("./counts.mjs").Counts & { output: string }} Outcome */
/** @typedef {import("./test-files.mjs").UnitSuite} UnitSuite */

/**
 * @typedef {object} Bench
 * @property {string} reports folder for the reports of tools
 * @property {string[]} filters
 * @property {UnitSuite[]} projects the projects of Vitest that one run of it has
 * @property {AbortSignal} signal
 */

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} proves
 * @property {boolean} [isCheck] needs no database and no build, so that all checks run side by side
 * @property {UnitSuite} [project] the project of Vitest that it is
 * @property {"change" | "night"} [runsWith] not by a plain `npm test`, but by the pipeline: with each change, or each
 *   night (`npm run test:long`)
 * @property {boolean} [measures] how long something takes beside a load of its own, so that nothing may run beside it
 * @property {boolean} [isPatient] judges nothing by a clock and waits for programs, so that others of its kind run
 *   beside it on any machine
 * @property {boolean} [takesFilters]
 * @property {number} [limitMs] for a suite without steps that are limited themselves; far above what it takes
 * @property {(bench: Bench) => Promise<Outcome>} run
 */

const TOOL_LIMIT_MS = 600_000;
/** The base of the image is made first, once. */
const IMAGE_LIMIT_MS = 2_400_000;

/** @param {UnitSuite} project @param {string} proves @returns {Suite} */
const unit = (project, proves) => ({ name: project, project, proves, takesFilters: true, run: runVitest(project) });

/** In the order in which a fault is found soonest, and the longest begin first. @type {Suite[]} */
export const SUITES = [
  { name: "format", proves: "the formatter would change nothing", isCheck: true, run: checkFormat },
  { name: "lint", proves: "no known mistake is written down", isCheck: true, run: checkLint },
  { name: "law", proves: "every import runs down", isCheck: true, run: checkLaw },
  { name: "types", proves: "every value is what the code believes it is", isCheck: true, run: checkTypes },
  { name: "unused", proves: "every export and dependency is used", isCheck: true, run: checkUnused },
  { name: "migrations", proves: "no new migration stops those who work", isCheck: true, run: checkMigrations },
  { name: "workflows", proves: "the pipeline is what GitHub would run", isCheck: true, run: checkWorkflows },
  unit("rules", "what follows from values alone"),
  unit("database", "operations and access on a real Postgres"),
  unit("heavy", "races, faults and great numbers"),
  { ...unit("long", "storms, years of work and the greatest numbers"), runsWith: "night", measures: true },
  { name: "build", proves: "the product can be built", limitMs: TOOL_LIMIT_MS, run: checkBuild },
  { name: "journeys", proves: "people reach their goals in a real browser", takesFilters: true, run: runJourneys },
  { name: "drills", proves: "nothing is lost with one process of many", limitMs: TOOL_LIMIT_MS, run: runDrills },
  {
    name: "terraform",
    proves: "what operators apply is whole, and holds what it must",
    runsWith: "change",
    isPatient: true,
    limitMs: 2 * TOOL_LIMIT_MS,
    run: runTerraform,
  },
  {
    name: "image",
    proves: "the shop runs from its image",
    runsWith: "change",
    isPatient: true,
    limitMs: IMAGE_LIMIT_MS,
    run: runImage,
  },
  {
    name: "strain",
    proves: "one caller at its worst holds up nobody else",
    runsWith: "night",
    measures: true,
    takesFilters: true,
    run: runStrain,
  },
];
