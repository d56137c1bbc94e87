import { systemContext } from "@/platform/context";
import type { Db } from "@/platform/database/db";
import { levelOf } from "@/platform/database/error";
import type { Logger } from "@/platform/logger";
import { backOff, pause } from "@/shared/pause";
import { FACTS_AT_ONCE_MAX } from "./follow-facts";
import { keepSetTotals } from "./keep-set-totals";
import { keepTotals } from "./keep-totals";
import { keepValues } from "./keep-values";

/** From one round to the next: what moves often is added up once in it, and only the order of a list waits for it. */
const ROUND_MS = 2_000;

type Run = { db: Db; log: Logger };

/** Keeps the totals and the value of stock until `signal` aborts. Several may run; one works at a time. */
export async function runTotals(run: Run, signal: AbortSignal): Promise<void> {
  await Promise.all([keepTotals, keepSetTotals, keepValues].map((keep) => keepOn(keep, run, signal)));
}

async function keepOn(keep: typeof keepTotals, { db, log }: Run, signal: AbortSignal): Promise<void> {
  for (let failures = 0; !signal.aborted;) {
    try {
      const read = await keep(systemContext(db, "inventory.keep-totals"));
      failures = 0;
      if (read < FACTS_AT_ONCE_MAX) await pause(ROUND_MS, signal);
    } catch (error) {
      failures += 1;
      log[levelOf(error)](
        { err: error, failures },
        "stock could not be added up for its lists and its value; tried again",
      );
      await pause(backOff(failures), signal);
    }
  }
}
