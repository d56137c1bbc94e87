// @ts-check
import { rmSync } from "node:fs";
import { inRoot } from "../launch/project.mjs";
import { oneCheck } from "./counts.mjs";
import { runTool } from "./tool.mjs";

/** @typedef {import("./suites.mjs").Bench} Bench */
/** @typedef {import("./suites.mjs").Outcome} Outcome */

const MODULES_MIN = 100;

/**
 * A check is one program that ends well or does not.
 * @param {string[]} program
 * @param {string[]} args
 * @returns {(bench: Bench) => Promise<Outcome>}
 */
const check = (program, args) => async (bench) => {
  const { code, output } = await runTool(program, args, bench);
  return { ...oneCheck(code === 0), output };
};

export const checkFormat = check(["oxfmt", "bin", "oxfmt"], ["--check"]);
export const checkLint = check(["oxlint", "bin", "oxlint"], ["--deny-warnings"]);
export const checkUnused = check(["knip", "bin", "knip.js"], []);

/** @param {Bench} bench @returns {Promise<Outcome>} */
export async function checkLaw(bench) {
  const program = ["dependency-cruiser", "bin", "dependency-cruise.mjs"];
  const { code, output } = await runTool(program, ["--config", ".dependency-cruiser.mjs", "src"], bench);
  // A law that looked at nothing was kept by nobody.
  const modules = Number(/\((\d+) modules/.exec(output)?.[1] ?? 0);
  return { ...oneCheck(code === 0 && modules > MODULES_MIN), output };
}

/** @param {Bench} bench @returns {Promise<Outcome>} */
export async function checkTypes(bench) {
  // Next writes types for its routes and for style sheets, which a fresh checkout does not have. Those that an
  // earlier `npm run dev` wrote may be of routes that are gone.
  rmSync(inRoot(".next", "dev", "types"), { recursive: true, force: true });
  const routes = await runTool(["next", "dist", "bin", "next"], ["typegen"], bench);
  const types = await runTool(["typescript", "bin", "tsc"], ["--noEmit"], bench);
  return { ...oneCheck(routes.code === 0 && types.code === 0), output: routes.output + types.output };
}

/** @param {Bench} bench @returns {Promise<Outcome>} */
export async function checkWorkflows(bench) {
  const { code, output } = await runTool(["@tktco", "node-actionlint", "bin", "node-actionlint.js"], [], bench);
  const workflows = Number(/Checking (\d+) workflow/.exec(output)?.[1] ?? 0);
  return { ...oneCheck(code === 0 && workflows > 0), output };
}
