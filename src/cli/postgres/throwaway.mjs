// @ts-check
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../launch/processes.mjs";
import { setWatchdog } from "../launch/watchdog.mjs";
import { startPostgres, stopClusterIn } from "./embedded.mjs";

const PREFIX = "quartermaster-throwaway-";
/** A server that is killed may still write for a moment. */
const RETRIES_MAX = 5;

/**
 * A Postgres for one run: fast, unsafe unless it is durable, and gone when its process is gone, however that ends.
 * @param {object} [options]
 * @param {boolean} [options.durable]
 * @param {(line: string) => void} [options.log]
 * @param {Record<string, string | number>} [options.settings]
 * @param {(dataDir: string) => void | Promise<void>} [options.fill] lays a stopped cluster there
 */
export async function startThrowawayPostgres({ fill, durable = false, ...options } = {}) {
  await removeAbandoned();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o711);
  const callOff = setWatchdog(import.meta.url, "removeThrowaway", folder);
  await fill?.(dataDirIn(folder));
  const postgres = await startPostgres({ ...options, dataDir: dataDirIn(folder), durable });
  const stop = async () => {
    await removeThrowaway(folder);
    callOff();
  };
  return { ...postgres, folder, stop };
}

/** @param {string} folder */
const dataDirIn = (folder) => join(folder, "postgres");

/**
 * Stops what runs in the folder, if it does, and removes it.
 * @public called by the watchdog
 * @param {string} folder
 */
export async function removeThrowaway(folder) {
  await stopClusterIn(dataDirIn(folder));
  rmSync(folder, { recursive: true, force: true, maxRetries: RETRIES_MAX });
}

/** What was left by a power cut, or by the end of everything at once. */
async function removeAbandoned() {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX))) {
    const owner = Number.parseInt(name.slice(PREFIX.length), 10);
    if (isAlive(owner)) continue;
    try {
      await removeThrowaway(join(tmpdir(), name));
    } catch {
      // Another user's leftovers are theirs to remove.
    }
  }
}
