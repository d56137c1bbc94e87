// @ts-check
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../launch/processes.mjs";
import { startPostgres, stopClusterIn } from "./embedded.mjs";

const PREFIX = "quartermaster-throwaway-";

/**
 * A Postgres for one test run: fast, unsafe, and gone afterwards. Those whose run was killed are removed first.
 * @param {{ log?: (line: string) => void, settings?: Record<string, string | number> }} [options]
 */
export async function startThrowawayPostgres(options = {}) {
  await removeAbandoned();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o711);
  const postgres = await startPostgres({ ...options, dataDir: join(folder, "postgres"), durable: false });
  const stop = async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...postgres, stop };
}

async function removeAbandoned() {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX))) {
    const owner = Number.parseInt(name.slice(PREFIX.length), 10);
    if (isAlive(owner)) continue;
    const folder = join(tmpdir(), name);
    try {
      await stopClusterIn(join(folder, "postgres"));
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another user's leftovers are theirs to remove.
    }
  }
}
