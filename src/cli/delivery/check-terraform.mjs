// @ts-check
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { CommandError } from "../launch/command-error.mjs";
import { inRoot } from "../launch/project.mjs";
import { print, step } from "../launch/terminal.mjs";
import { run } from "./run.mjs";

/**
 * Validates and tests each folder of Terraform by itself, with the real providers and without an account.
 * @param {import("./run-delivery.mjs").Options} _ @param {AbortSignal} signal
 */
export async function checkTerraform(_, signal) {
  const failed = /** @type {string[]} */ ([]);
  for (const folder of terraformFolders(inRoot("terraform"))) {
    const terraform = (/** @type {string[]} */ ...args) => run("terraform", [`-chdir=${folder}`, ...args], { signal });
    try {
      await step(folder, async () => {
        await terraform("init", "-backend=false", "-input=false");
        await terraform("validate");
        if (existsSync(join(folder, "tests"))) await terraform("test");
      });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      print(error.message);
      failed.push(folder);
    }
  }
  if (failed.length > 0) throw new CommandError(`These do not hold: ${failed.join(", ")}.`);
}

/** The folders with a configuration in them. @param {string} root */
export const terraformFolders = (root) => [
  ...new Set(
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".tf") && !name.includes(".terraform/"))
      .map((name) => dirname(join(root, name)))
      .sort(),
  ),
];
