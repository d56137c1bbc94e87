import { DOCUMENTS_AT_ONCE_MAX } from "@/modules/inventory/holds/find-over";
import { systemContext } from "@/platform/context";
import type { Db } from "@/platform/database/db";
import { levelOf } from "@/platform/database/error";
import type { Logger } from "@/platform/logger";
import { backOff, pause } from "@/shared/pause";
import { endHolds } from "./end-holds";

/** From one round to the next: for so long screens may show as held what is free by the clock. */
const ROUND_MS = 2_000;

/** Ends holds of drafts whose time is over, until `signal` aborts. Several may run: each order is ended once. */
export async function runHolds({ db, log }: { db: Db; log: Logger }, signal: AbortSignal): Promise<void> {
  for (let failures = 0; !signal.aborted;) {
    try {
      const ended = await endHolds(systemContext(db, "orders.end-holds"));
      failures = 0;
      if (ended < DOCUMENTS_AT_ONCE_MAX) await pause(ROUND_MS, signal);
    } catch (error) {
      failures += 1;
      log[levelOf(error)]({ err: error, failures }, "stock that drafts no longer hold could not be freed; tried again");
      await pause(backOff(failures), signal);
    }
  }
}
