// @ts-check
import { accessSync, chmodSync, constants, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { CommandError } from "./command-error.mjs";

/** The folder with package.json. */
export const ROOT = fileURLToPath(new URL("../../..", import.meta.url)).replace(/[\\/]$/, "");

/** Everything that is not source: database, secrets, files, logs. */
export const STATE = resolve(ROOT, process.env["QUARTERMASTER_DIR"] || ".quartermaster");
export const LOGS = join(STATE, "logs");
export const LOCK_FILE = join(STATE, "running.json");
export const SIGN_INS_FILE = join(STATE, "sign-ins.json");

/** @param {string[]} path */
export const inRoot = (...path) => join(ROOT, ...path);

/** Makes the folder of our state. Others may pass through it only where root runs Postgres under another account. */
export function prepareState() {
  try {
    mkdirSync(LOGS, { recursive: true, mode: 0o700 });
    accessSync(STATE, constants.W_OK | constants.X_OK);
    accessSync(LOGS, constants.W_OK | constants.X_OK);
    if (process.getuid?.() === 0) chmodSync(STATE, 0o711);
  } catch (error) {
    const fault = error instanceof Error && "code" in error ? String(error.code) : "";
    if (fault === "ENOSPC" || fault === "EDQUOT") throw error;
    const code = fault && ` (${fault})`;
    throw new CommandError(
      `Quartermaster keeps its data in ${STATE}, and this user may not write there${code}. ` +
        "Make the folder writable, or run it as the user who owns it.",
    );
  }
}
