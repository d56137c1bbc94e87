import { config, loadSecrets } from "@/platform/config";
import { followDatabaseClock, setClockByDatabase } from "@/platform/database/clock";
import { type Database, database } from "@/platform/database/db";
import { isExpectedFault, isUnavailable } from "@/platform/database/error";
import { assertSchemaFits } from "@/platform/database/schema-state";
import { logger } from "@/platform/logger";
import { beginReports } from "@/platform/telemetry/error-reports";
import { endReports } from "@/platform/telemetry/reports";
import { endTracing } from "@/platform/telemetry/span";
import { beginTracing } from "@/platform/telemetry/tracing";
import { pause } from "@/shared/pause";
import { sayAlive } from "./say-alive";
import type { ProcessName } from "./schema";
import { stopInOrder, stopSignal } from "./stop";

const DATABASE_WAIT_MS_MAX = 30_000;
const DATABASE_RETRY_MS = 500;
const HEARTBEAT_MS = 60_000;

/**
 * The life of a process that serves no requests: checks its database, works until it is asked to stop, and exits.
 * `work` resolves when `signal` aborts and its resources are released. `check` throws what else of the
 * configuration cannot be used. Exits with 1 and a message when it cannot start.
 */
export async function runProcess(
  name: ProcessName,
  work: (database: Database, signal: AbortSignal) => Promise<void>,
  check: () => void = () => {},
): Promise<void> {
  try {
    await loadSecrets();
    config();
    check();
    await beginTracing(name);
    await beginReports({ process: name, load: () => import("@sentry/node"), isExpected: isExpectedFault });
    await databaseReady();
  } catch (error) {
    process.stderr.write(`The ${name} cannot start. ${error instanceof Error ? error.message : String(error)}\n`);
    return process.exit(1);
  }
  const log = logger().child({ process: name });
  await setClockByDatabase(database().db);
  void followDatabaseClock(database().db, log, stopSignal());
  const running = work(database(), stopSignal());
  stopInOrder(
    async () => {
      await running;
      await database().end();
      await Promise.all([endTracing(), endReports()]);
    },
    (sentence) => log.info(sentence),
  );
  void sayAlive(name, database().db, log, stopSignal());
  log.info("started");
  const heartbeat = setInterval(
    () => log.info({ memoryMb: Math.round(process.memoryUsage().rss / 2 ** 20) }, "alive"),
    HEARTBEAT_MS,
  );
  heartbeat.unref();
  try {
    await running;
  } catch (error) {
    log.fatal({ err: error }, "ended by a fault");
    await endReports();
    process.exit(1);
  }
}

/** The database may still be starting; a schema of another release is final. */
async function databaseReady(): Promise<void> {
  const deadline = performance.now() + DATABASE_WAIT_MS_MAX;
  for (;;) {
    try {
      return await assertSchemaFits(database().db);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      if (performance.now() > deadline)
        throw new Error(`The database cannot be reached. ${error.message} Check DATABASE_URL and that Postgres runs.`);
      await pause(DATABASE_RETRY_MS, stopSignal());
    }
  }
}
