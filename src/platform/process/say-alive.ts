import { hostname } from "node:os";
import { sql } from "drizzle-orm";
import type { Db, Queryable } from "@/platform/database/db";
import { before, type Sweep } from "@/platform/database/retention";
import type { Logger } from "@/platform/logger";
import { site } from "@/platform/site";
import { newId } from "@/shared/id";
import { pause } from "@/shared/pause";
import { type ProcessName, processes } from "./schema";

const SAY_EVERY_MS = 30_000;
/** Twice missed, and it is gone. */
const SEEN_MS_MAX = 90_000;
const KEPT_MS = 24 * 3_600_000;
const MEGABYTE = 2 ** 20;

/** Says that this process runs, and which release, until `signal` aborts; then that it is gone. */
export async function sayAlive(name: ProcessName, db: Db, log: Logger, signal: AbortSignal): Promise<void> {
  const id = newId();
  while (!signal.aborted) {
    await say(db, id, name).catch((error: unknown) =>
      log.debug({ err: error }, "nobody could be told of this process"),
    );
    await pause(SAY_EVERY_MS, signal);
  }
  await db.execute(sql`delete from ${processes} where id = ${id}`).catch(() => {});
}

/** Exported for tests, which are several processes at once. */
export const say = (db: Queryable, id: string, name: ProcessName) =>
  db.execute(sql`
    insert into ${processes} (id, name, host, pid, release, node, memory_mb, started_at, seen_at)
    values (${id}, ${name}, ${hostname()}, ${process.pid}, ${site().release}, ${process.versions.node}, ${memoryMb()},
      clock_timestamp(), clock_timestamp())
    on conflict (id) do update set memory_mb = excluded.memory_mb, seen_at = excluded.seen_at`);

const memoryMb = () => Math.round(process.memoryUsage().rss / MEGABYTE);

export const sweepProcesses: Sweep = sql`delete from ${processes} where seen_at < ${before(KEPT_MS)} returning 1`;

/** Those that were heard of lately, in the order in which they stand in the pictures. */
export const listProcesses = (db: Pick<Queryable, "select">) =>
  db
    .select()
    .from(processes)
    .where(sql`${processes.seenAt} > ${before(SEEN_MS_MAX)}`)
    .orderBy(processes.name, processes.host, processes.pid);
