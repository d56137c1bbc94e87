// @ts-check
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { openDatabase } from "../postgres/database.mjs";
import { bundle } from "./bundle.mjs";
import { CommandError } from "./command-error.mjs";
import { ownerEnvironment, processEnvironment } from "./environment.mjs";
import { ensureInstalled } from "./install.mjs";
import { lockHolder } from "./lock.mjs";
import { inRoot, LOCK_FILE, prepareState, ROOT } from "./project.mjs";
import { print } from "./terminal.mjs";

/**
 * @param {string[]} words the command's name, then what it is given
 * @param {AbortSignal} signal
 */
export async function runBundledCommand([name = "", ...args], signal) {
  if (!existsSync(inRoot("src", "cli", "commands", `${name}.ts`)))
    throw new CommandError(`There is no command called ${name}.`);
  prepareState();
  await ensureInstalled(signal);
  const isRunning = lockHolder(LOCK_FILE) !== null;
  // Under a running Quartermaster the bundles are its own, and stay.
  if (!isRunning) await bundle();
  const database = await openDatabase(print);
  try {
    process.exitCode = await runToEnd(
      [inRoot("dist", "cli", `${name}.js`), ...args],
      ownerEnvironment(processEnvironment(urlFor(name, database), "production"), database),
      signal,
    );
  } finally {
    if (!isRunning) await database.stop();
  }
}

/** Commands that migrate first. */
const MIGRATING = ["migrate", "sample", "restore"];

/**
 * In a folder of the release before, the application's role cannot sign in until the migration has run.
 * @param {string} name
 * @param {import("../postgres/database.mjs").Database} database
 */
const urlFor = (name, { url, ownerUrl, isEmbedded }) => (isEmbedded && !MIGRATING.includes(name) ? ownerUrl : url);

/**
 * With the terminal for its own, so that it may ask and show progress.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal} signal
 * @returns {Promise<number>}
 */
function runToEnd(args, env, signal) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--enable-source-maps", ...args], { cwd: ROOT, env, stdio: "inherit" });
    signal.addEventListener("abort", () => child.kill("SIGTERM"));
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}
