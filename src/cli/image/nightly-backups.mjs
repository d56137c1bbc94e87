// @ts-check
import { spawn } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/*
 * For a server where nothing else does it: nightly-backups.mjs FOLDER --at=02:30 --keep=14 writes a backup at that time
 * in UTC, into a folder named by the day, tries again until it is whole, and then removes those of more than so many
 * days ago. It runs until it is told to end.
 */
const DAY_MS = 86_400_000;
const TRY_AGAIN_MS = 900_000;
/** One that was cut off has an ending behind it. */
const NAMED_BY_DAY = /^\d{4}-\d{2}-\d{2}(?:\.part)?$/;
const COMMAND = fileURLToPath(new URL("./dist/cli/backup.js", import.meta.url));

/** How long from `now` until it is that time of the day. @param {string} at as 02:30 @param {Date} now */
export function msUntil(at, now) {
  const [hour = 0, minute = 0] = at.split(":").map(Number);
  const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), hour, minute);
  return next > now.getTime() ? next - now.getTime() : next + DAY_MS - now.getTime();
}

/**
 * Which of these folders may go once there is one of today.
 * @param {readonly string[]} names
 * @param {number} days
 * @param {Date} now
 */
export function outlived(names, days, now) {
  const oldest = dayOf(new Date(now.getTime() - days * DAY_MS));
  return names.filter((name) => NAMED_BY_DAY.test(name) && name < oldest);
}

const dayOf = (/** @type {Date} */ moment) => moment.toISOString().slice(0, "2026-01-01".length);

/** @param {string} folder @param {AbortSignal} signal @returns {Promise<boolean>} whether it is whole */
async function backUp(folder, signal) {
  const child = spawn(process.execPath, [COMMAND, folder], { stdio: "inherit" });
  const end = () => void child.kill("SIGTERM");
  signal.addEventListener("abort", end);
  const code = await new Promise((resolve) => child.once("exit", resolve));
  signal.removeEventListener("abort", end);
  return code === 0;
}

/** @param {string} folder @param {{ at: string, keep: number, signal: AbortSignal }} options */
async function backUpNightly(folder, { at, keep, signal }) {
  const pause = (/** @type {number} */ ms) => sleep(ms, undefined, { signal }).catch(() => {});
  while (!signal.aborted) {
    await pause(msUntil(at, new Date()));
    const now = new Date();
    while (!signal.aborted && !(await backUp(join(folder, dayOf(now)), signal))) await pause(TRY_AGAIN_MS);
    if (signal.aborted) return;
    for (const name of outlived(readdirSync(folder), keep, now)) rmSync(join(folder, name), { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { at: { type: "string", default: "02:30" }, keep: { type: "string", default: "14" } },
  });
  const [folder = "/backups"] = positionals;
  const told = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => told.abort());
  await backUpNightly(folder, { at: values.at, keep: Number(values.keep), signal: told.signal });
}
