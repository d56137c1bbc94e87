// @ts-check
import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../launch/command-error.mjs";
import { inRoot } from "../launch/project.mjs";
import { print } from "../launch/terminal.mjs";
import { run } from "./run.mjs";

/** What Terraform's providers and the upload of source maps ask for, and AWS cannot vouch for by itself. */
const KEYS = ["UPSTASH_EMAIL", "UPSTASH_API_KEY", "SENTRY_AUTH_TOKEN"];

/**
 * Makes the folder of an environment ready for Terraform: where the state is kept and what belongs to this business
 * come from variables of the repository, unless files have them.
 * @param {import("./run-delivery.mjs").Options} options @param {AbortSignal} signal
 */
export async function prepareTerraform({ environment = "" }, signal) {
  const environments = inRoot("terraform", "environments");
  const folder = join(environments, environment);
  writeUnlessThere(join(environments, "backend.hcl"), "TERRAFORM_BACKEND");
  writeUnlessThere(join(folder, "settings.auto.tfvars"), "TERRAFORM_SETTINGS");
  await readKeys({}, signal);
  print(await run("terraform", [`-chdir=${folder}`, "init", ...initArguments(folder)], { signal }));
}

/**
 * Where the providers' hashes are written down, no other provider is taken, not even a newer one.
 * @param {string} folder
 */
export const initArguments = (folder) => [
  "-input=false",
  "-backend-config=../backend.hcl",
  ...(existsSync(join(folder, ".terraform.lock.hcl")) ? ["-lockfile=readonly"] : []),
];

/** @param {string} file @param {string} variable */
function writeUnlessThere(file, variable) {
  if (existsSync(file)) return;
  const text = process.env[variable];
  if (!text)
    throw new CommandError(`There is no ${file}, and the variable ${variable}, which has its text, is not set.`);
  writeFileSync(file, `${text.trim()}\n`);
}

/**
 * Hands the keys of one secret to the later steps of this job. AWS gives it to the role of the job, so the pipeline
 * keeps no key itself; without the name of one there are none.
 * @param {import("./run-delivery.mjs").Options} _ @param {AbortSignal} signal
 */
export async function readKeys(_, signal) {
  const id = process.env["PIPELINE_SECRET_ID"];
  if (!id) return print("No secret of the pipeline is named (PIPELINE_SECRET_ID): no keys are read.");
  const args = ["secretsmanager", "get-secret-value", "--secret-id", id, "--query", "SecretString", "--output", "text"];
  const keys = keysIn(await run("aws", args, { signal }));
  for (const [, key] of keys) print(`::add-mask::${key}`);
  const file = process.env["GITHUB_ENV"];
  if (file) appendFileSync(file, keys.map(([name, key]) => `${name}=${key}\n`).join(""));
  print(`Read: ${keys.map(([name]) => name).join(", ") || "none"}.`);
}

/** Only what is known: whoever may write the secret may not set what else a step listens to. @param {string} json */
export function keysIn(json) {
  /** @type {Record<string, unknown>} */
  const secret = JSON.parse(json);
  return KEYS.flatMap((name) => {
    const key = secret[name];
    if (key === undefined) return [];
    if (typeof key !== "string" || !/^[\x21-\x7e]+$/.test(key))
      throw new CommandError(`${name} in the secret is no key.`);
    return [[name, key]];
  });
}
