// @ts-check
import { existsSync, lstatSync, readFileSync, writeFileSync } from "node:fs";
import { CommandError } from "./command-error.mjs";
import { fingerprint } from "./fingerprint.mjs";
import { inRoot } from "./project.mjs";
import { runProgram } from "./run-program.mjs";
import { step } from "./terminal.mjs";

/** Lies in node_modules, so that it goes when the packages go. */
const STAMP = inRoot("node_modules", ".quartermaster-patches");

/**
 * Brings node_modules to what the lockfile says, if it is not there already.
 * @param {AbortSignal} signal
 */
export async function ensureInstalled(signal) {
  if (!isInstalled()) await step("Installing packages (a few minutes the first time)", () => install(signal));
}

/** Patches are applied at installation, so a changed one asks for a new installation. */
function isInstalled() {
  const patches = fingerprint(["patches"]);
  if (!holdsLockfile()) return false;
  if (!existsSync(STAMP)) writeFileSync(STAMP, patches);
  return readFileSync(STAMP, "utf8") === patches;
}

/** npm notes what it installed in a hidden lockfile; packages for other machines are missing from it. */
function holdsLockfile() {
  const hidden = readPackages(inRoot("node_modules", ".package-lock.json"));
  const wanted = readPackages(inRoot("package-lock.json"));
  if (!hidden || !wanted) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    return path === "" || (optional && !hidden[path]) || hidden[path]?.version === version;
  });
}

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean }> | null} */
function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : null;
}

/**
 * npm empties node_modules before it fills it. Behind a link that folder is someone else's, and stays as it is.
 * @param {AbortSignal} signal
 */
async function install(signal) {
  const target = inRoot("node_modules");
  if (lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new CommandError(
      `The packages in ${target} do not match package-lock.json, and that folder is only a link. ` +
        "Run `npm ci` where it leads to, or remove the link.",
    );
  }
  const { command, args } = npm(["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"]);
  const { code, output } = await runProgram(command, args, { signal });
  signal.throwIfAborted();
  if (code !== 0) {
    throw new CommandError(
      `npm could not install the packages. Is the machine connected, and the folder writable?\n\n${output.trim()}`,
    );
  }
  writeFileSync(STAMP, fingerprint(["patches"]));
}

/** The npm that started us, else the one on the path. @param {string[]} args */
function npm(args) {
  const running = process.env["npm_execpath"];
  if (running) return { command: process.execPath, args: [running, ...args] };
  return process.platform === "win32" ? { command: "cmd", args: ["/c", "npm", ...args] } : { command: "npm", args };
}
