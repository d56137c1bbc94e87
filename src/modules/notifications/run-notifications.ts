import type { Context } from "@/platform/context";
import type { Db } from "@/platform/database/db";
import type { DeadJob } from "@/platform/jobs/queue";
import type { Logger } from "@/platform/logger";
import { currentDate } from "@/shared/clock";
import { newId } from "@/shared/id";
import { backOff, pause } from "@/shared/pause";
import { planMails } from "./plan-mails";
import { FACTS_AT_ONCE_MAX, lookAround, takeNotice } from "./take-notice";

type Options = { db: Db; log: Logger; listDead: () => Promise<readonly DeadJob[]> };

/** From one look at the facts to the next, so that those of a second cost one transaction. */
const FACTS_EVERY_MS = 1_000;
const LOOK_EVERY_MS = 5 * 60_000;
const MAIL_EVERY_MS = 15_000;

/** Tells people what happens, until `signal` aborts. Several may run; one works at a time. */
export async function runNotifications({ db, log, listDead }: Options, signal: AbortSignal): Promise<void> {
  let lookAt = 0;
  let mailAt = 0;
  for (let failures = 0; !signal.aborted;) {
    try {
      if (performance.now() >= lookAt) {
        await lookAround(contextOf(db), await listDead());
        lookAt = performance.now() + LOOK_EVERY_MS;
      }
      const read = await takeNotice(contextOf(db));
      if (performance.now() >= mailAt) {
        await planMails(contextOf(db));
        mailAt = performance.now() + MAIL_EVERY_MS;
      }
      failures = 0;
      if (read < FACTS_AT_ONCE_MAX) await pause(FACTS_EVERY_MS, signal);
    } catch (error) {
      failures += 1;
      log.warn({ err: error, failures }, "what happened could not be told; tried again");
      await pause(backOff(failures), signal);
    }
  }
}

const contextOf = (db: Db): Context => ({
  db,
  actor: { kind: "system" },
  now: currentDate(),
  action: "notifications.take-notice",
  requestId: newId(),
});
