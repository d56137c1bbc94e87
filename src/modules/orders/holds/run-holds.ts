import { DOCUMENTS_AT_ONCE_MAX } from "@/modules/inventory/holds/find-over";
import { systemContext } from "@/platform/context";
import type { Db } from "@/platform/database/db";
import { levelOf } from "@/platform/database/error";
import type { Logger } from "@/platform/logger";
import { backOff, pause } from "@/shared/pause";
import { endHolds, tellLosses } from "./end-holds";

/** From one round to the next: for so long screens may show as held what is free by the clock. */
const ROUND_MS = 2_000;

/**
 * Ends holds of drafts whose time is over, and tells of those that shrank, until `signal` aborts. Several may run: each
 * order is seen to once. One that fails is told, tried again later, and keeps no other waiting.
 */
export async function runHolds({ db, log }: { db: Db; log: Logger }, signal: AbortSignal): Promise<void> {
  const failing = new Map<string, { failures: number; dueAt: number }>();
  const onFailure = (orderId: string, error: unknown) => {
    const failures = (failing.get(orderId)?.failures ?? 0) + 1;
    failing.set(orderId, { failures, dueAt: performance.now() + backOff(failures) });
    log[levelOf(error)](
      { err: error, orderId, failures },
      "stock that a draft holds could not be seen to; tried again",
    );
  };
  for (let failures = 0; !signal.aborted;) {
    try {
      const putOff = [...failing].filter(([, { dueAt }]) => dueAt > performance.now()).map(([orderId]) => orderId);
      const ctx = systemContext(db, "orders.end-holds");
      const found = [await endHolds(ctx, { putOff, onFailure }), await tellLosses(ctx, { putOff, onFailure })];
      failures = 0;
      forgetOld(failing);
      if (found.every((count) => count < DOCUMENTS_AT_ONCE_MAX)) await pause(ROUND_MS, signal);
    } catch (error) {
      failures += 1;
      log[levelOf(error)]({ err: error, failures }, "stock that drafts no longer hold could not be freed; tried again");
      await pause(backOff(failures), signal);
    }
  }
}

const FORGOTTEN_AFTER_MS = 600_000;

/** What has not failed again for so long went well. */
function forgetOld(failing: Map<string, { dueAt: number }>): void {
  for (const [orderId, { dueAt }] of failing)
    if (dueAt < performance.now() - FORGOTTEN_AFTER_MS) failing.delete(orderId);
}
