import { sql } from "drizzle-orm";
import type { Logger } from "@/platform/logger";
import { currentTime, setClock } from "@/shared/clock";
import { pause } from "@/shared/pause";
import type { Queryable } from "./db";

const FOLLOW_EVERY_MS = 15_000;
const LOOK_EVERY_MS = 1_000;
/** Far more than a clock is slewed by between two looks: the machine has slept, or its clock was set. */
const JUMP_MS_MIN = 2_000;
/** A measurement that takes longer was held up here or there, and errs by up to half of it. */
const TOOK_MS_MAX = 500;
const MEASUREMENTS = 3;
/** Far more than a measurement errs by. */
const WORTH_TELLING_MS = 2_000;

/**
 * Sets this process's clock by the database's. Sessions, links and the order of the history are then judged by one
 * clock, whatever those of the machines say. Of a few measurements the one that took least errs least; one that took
 * long counts only where it proves the present clock wrong.
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
  const differsBy = Math.abs(best.time - currentTime() + performance.now() - best.at);
  if (best.took <= TOOK_MS_MAX || differsBy > best.took / 2) setClock(best.time, best.at);
}

/** How far the clock is ahead of the time that the process has counted, which stands still while the machine sleeps. */
const machineAhead = () => Date.now() - performance.now();

/** Sets the clock now and again until `signal` aborts, since clocks drift, and at once after the machine has slept. */
export async function followDatabaseClock(db: Queryable, log: Logger, signal: AbortSignal): Promise<void> {
  let [due, before, isTold] = [Number.NEGATIVE_INFINITY, machineAhead(), false];
  for (; !signal.aborted; await pause(LOOK_EVERY_MS, signal)) {
    const ahead = machineAhead();
    if (performance.now() < due && Math.abs(ahead - before) < JUMP_MS_MIN) continue;
    try {
      await setClockByDatabase(db);
    } catch (error) {
      log.debug({ err: error }, "the database's clock could not be asked");
      continue;
    }
    [due, before] = [performance.now() + FOLLOW_EVERY_MS, ahead];
    const aheadMs = Date.now() - currentTime();
    if (!isTold && Math.abs(aheadMs) > WORTH_TELLING_MS)
      log.warn({ aheadMs }, "this machine's clock differs from the database's");
    isTold = true;
  }
}
