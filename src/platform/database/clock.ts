import { sql } from "drizzle-orm";
import type { Logger } from "@/platform/logger";
import { currentTime, setClock } from "@/shared/clock";
import { pause } from "@/shared/pause";
import type { Queryable } from "./db";

const FOLLOW_EVERY_MS = 15_000;
const MEASUREMENTS = 3;
/** Far more than a measurement errs by. */
const WORTH_TELLING_MS = 2_000;

/**
 * Sets this process's clock by the database's. Sessions, links and the order of the history are then judged by one
 * clock, whatever those of the machines say. Of a few measurements the one that took least errs least.
 */
export async function setClockByDatabase(db: Queryable): Promise<void> {
  let best = { took: Number.POSITIVE_INFINITY, time: 0, at: 0 };
  for (let measurement = 0; measurement < MEASUREMENTS; measurement += 1) {
    const sent = performance.now();
    const [row] = await db.execute<{ time: string }>(sql`select extract(epoch from clock_timestamp()) * 1000 as time`);
    const received = performance.now();
    if (received - sent < best.took)
      best = { took: received - sent, time: Number(row?.time), at: (sent + received) / 2 };
  }
  setClock(best.time, best.at);
}

/** Sets the clock now and again, until `signal` aborts: machines sleep, and their clocks drift. */
export async function followDatabaseClock(db: Queryable, log: Logger, signal: AbortSignal): Promise<void> {
  for (let told = false; !signal.aborted;) {
    try {
      await setClockByDatabase(db);
      const aheadMs = Date.now() - currentTime();
      if (!told && Math.abs(aheadMs) > WORTH_TELLING_MS)
        log.warn({ aheadMs }, "this machine's clock differs from the database's");
      told = true;
    } catch (error) {
      log.debug({ err: error }, "the database's clock could not be asked");
    }
    await pause(FOLLOW_EVERY_MS, signal);
  }
}
