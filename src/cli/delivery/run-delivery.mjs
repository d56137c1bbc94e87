// @ts-check
import { parseArgs } from "node:util";
import { CommandError } from "../launch/command-error.mjs";
import { checkTerraform } from "./check-terraform.mjs";
import { findImage } from "./find-image.mjs";
import { nameRelease } from "./name-release.mjs";
import { nameBurning, watchObjectives } from "./objectives.mjs";
import { commentPlan } from "./plan-comment.mjs";
import { prepareTerraform, readKeys } from "./prepare-terraform.mjs";
import { publishRelease } from "./release-notes.mjs";
import { nameRunning } from "./running.mjs";
import { smokeTest } from "./smoke-test.mjs";
import { tryImage } from "./try-image.mjs";
import { uploadMaps } from "./upload-maps.mjs";

/** @typedef {Record<string, string>} Options */
/** @typedef {(options: Options, signal: AbortSignal) => Promise<void>} Step */

/**
 * Each step with the options that it cannot do without, and those that it can.
 * @type {Record<string, { needs: string[], knows?: string[], run: Step }>}
 */
export const STEPS = {
  "name-release": { needs: [], run: nameRelease },
  "find-image": { needs: ["repository", "release"], knows: ["image"], run: findImage },
  "try-image": { needs: ["image"], run: tryImage },
  "check-terraform": { needs: [], run: checkTerraform },
  "prepare-terraform": { needs: ["environment"], run: prepareTerraform },
  "read-keys": { needs: [], run: readKeys },
  "name-running": { needs: ["environment"], run: nameRunning },
  "comment-plan": { needs: ["environment", "pull-request"], run: commentPlan },
  "smoke-test": { needs: ["address"], run: smokeTest },
  "name-burning": { needs: ["prometheus"], run: nameBurning },
  "watch-objectives": { needs: ["prometheus", "minutes"], knows: ["before"], run: watchObjectives },
  "publish-release": { needs: ["release", "image"], run: publishRelease },
  "upload-maps": { needs: ["release", "folder"], run: uploadMaps },
};

/** @param {readonly string[]} args the name of a step and its options @param {AbortSignal} signal */
export async function runDelivery([name = "", ...args], signal) {
  const step = STEPS[name];
  if (!step) throw new CommandError(`There is no step "${name}". There are: ${Object.keys(STEPS).join(", ")}.`);
  const options = read([...step.needs, ...(step.knows ?? [])], args);
  const missing = step.needs.filter((option) => !options[option]);
  if (missing.length > 0) throw new CommandError(`${name} needs --${missing.join(" and --")}.`);
  await step.run(options, signal);
}

/** @param {string[]} names @param {string[]} args @returns {Options} */
function read(names, args) {
  const options = Object.fromEntries(names.map((each) => [each, { type: /** @type {const} */ ("string") }]));
  try {
    const { values } = parseArgs({ args, options });
    return Object.fromEntries(names.map((each) => [each, values[each] ?? ""]));
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}
