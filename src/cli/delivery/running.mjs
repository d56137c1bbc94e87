// @ts-check
import { CommandError } from "../launch/command-error.mjs";
import { inRoot } from "../launch/project.mjs";
import { setOutputs } from "./outputs.mjs";
import { run } from "./run.mjs";

const NAMES = /** @type {const} */ (["url", "prometheus", "image", "release"]);

/**
 * What runs in an environment, as Terraform has kept it: where a rollback returns to, and where to look meanwhile.
 * @param {import("./run-delivery.mjs").Options} options @param {AbortSignal} signal
 */
export async function nameRunning({ environment = "" }, signal) {
  const folder = inRoot("terraform", "environments", environment);
  setOutputs(runningOf(await run("terraform", [`-chdir=${folder}`, "output", "-json"], { signal })));
}

/** @param {string} json as `terraform output -json` prints it */
export function runningOf(json) {
  /** @type {Record<string, { value?: unknown }>} */
  const outputs = JSON.parse(json);
  return Object.fromEntries(
    NAMES.map((name) => {
      const value = outputs[name]?.value ?? "";
      if (typeof value !== "string") throw new CommandError(`Terraform's output ${name} is no text.`);
      return [name, value];
    }),
  );
}
