// @ts-check
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { openDatabase } from "../postgres/database.mjs";
import { build, isBuilt } from "./build.mjs";
import { CommandError } from "./command-error.mjs";
import {
  addressWarnings,
  ownerEnvironment,
  processEnvironment,
  webAddress,
  webEnvironment,
  withMetricsPort,
} from "./environment.mjs";
import { ensureInstalled } from "./install.mjs";
import { acquireLock } from "./lock.mjs";
import { refuseTakenPort } from "./ports.mjs";
import { inRoot, LOCK_FILE, LOGS, prepareState, SIGN_INS_FILE } from "./project.mjs";
import { waitUntilReady } from "./ready.mjs";
import { runProgram, runNode } from "./run-program.mjs";
import { supervise } from "./supervise.mjs";
import { print, secondsSince, step } from "./terminal.mjs";

/**
 * `npm start`: from a fresh checkout to people at work, and back to nothing running when the signal fires.
 * @param {AbortSignal} signal
 */
export async function startQuartermaster(signal) {
  const began = Date.now();
  prepareState();
  const address = webAddress();
  const lock = await acquireLock(LOCK_FILE);
  signal.addEventListener("abort", () => lock.markStopping());
  /** @type {(() => Promise<void>)[]} */
  const undo = [];
  try {
    print("Quartermaster");
    await refuseTakenPort(address.port, address.host);
    await ensureInstalled(signal);
    if (!isBuilt()) await step("Building (a minute or two)", () => build(signal));
    signal.throwIfAborted();

    // From here on every file that is made is for this user's eyes.
    process.umask(0o077);
    const database = await step("Starting the database", () => openDatabase((line) => print(`\n  ${line}`)));
    undo.push(database.stop);
    const environment = processEnvironment(database.url, "production");
    const warnings = await prepareData(database, environment, signal);

    const children = supervise(programs(environment), lock.recordChildren);
    undo.push(children.stop);
    await step("Starting web, worker and relay", () =>
      Promise.race([waitUntilReady(address, signal), children.hopeless("web")]),
    );
    printWelcome(address.url, secondsSince(began), database.isEmbedded, warnings);
    await aborted(signal);
  } finally {
    if (undo.length > 0) print("\nStopping ...");
    lock.markStopping();
    for (const stop of undo.reverse()) await stop();
    await lock.release();
  }
  print("Stopped.");
}

/**
 * @param {import("../postgres/database.mjs").Database} database
 * @param {NodeJS.ProcessEnv} environment
 * @param {AbortSignal} signal
 * @returns {Promise<string[]>} what the operator should know
 */
export async function prepareData(database, environment, signal) {
  const options = { env: ownerEnvironment(environment, database), signal };
  const said = await step("Bringing the database up to date", () =>
    runNode("The migration", [inRoot("dist", "cli", "migrate.js")], options),
  );
  const warnings = said.split("\n").filter((line) => line.startsWith("Warning: "));
  if (database.isEmbedded) {
    const seed = [inRoot("dist", "cli", "seed.js"), "--sign-ins", SIGN_INS_FILE];
    await step("Looking after sample data", () => runNode("Loading the sample data", seed, options));
    if (existsSync(SIGN_INS_FILE)) chmodSync(SIGN_INS_FILE, 0o600);
    return warnings;
  }
  const { code } = await runProgram(process.execPath, [inRoot("dist", "cli", "first-administrator.js")], {
    ...options,
    show: true,
  });
  if (code !== 0)
    throw new CommandError("The invitation for the first administrator could not be made; the reason stands above.");
  return warnings;
}

/** @param {NodeJS.ProcessEnv} environment @returns {import("./supervise.mjs").Program[]} */
function programs(environment) {
  return [
    { name: "web", args: [inRoot(".next", "standalone", "server.js")], env: webEnvironment(environment) },
    { name: "worker", args: [inRoot("dist", "worker.js")], env: withMetricsPort(environment, 1) },
    { name: "relay", args: [inRoot("dist", "relay.js")], env: withMetricsPort(environment, 2) },
  ];
}

/**
 * @param {string} url
 * @param {string} seconds
 * @param {boolean} isEmbedded
 * @param {string[]} warnings
 */
function printWelcome(url, seconds, isEmbedded, warnings) {
  print(`\nReady after ${seconds}:  ${url}\n`);
  for (const warning of [...warnings, ...addressWarnings()]) print(`${warning}\n`);
  // With a warning in hand, the passwords of the sample shop may not be the right ones.
  if (isEmbedded && warnings.length === 0) for (const line of sampleSignIns()) print(`  ${line}`);
  print(`\nCtrl-C stops everything. Logs are in ${LOGS}.`);
}

/** @typedef {{ role: string, email: string, password: string }} SignIn */

/** One for each role. @param {SignIn[]} [all] @returns {string[]} */
export function sampleSignIns(all = keptSignIns()) {
  const onePerRole = new Map(all.toReversed().map((signIn) => [signIn.role, signIn]));
  return [...onePerRole.values()]
    .toReversed()
    .map(({ role, email, password }) => `${role.padEnd(8)} ${email}  ${password}`);
}

/** @returns {SignIn[]} */
const keptSignIns = () => (existsSync(SIGN_INS_FILE) ? JSON.parse(readFileSync(SIGN_INS_FILE, "utf8")) : []);

/** @param {AbortSignal} signal @returns {Promise<void>} */
export function aborted(signal) {
  return new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener("abort", () => resolve())));
}
