import type { Cause } from "@/modules/notifications/causes/cause";
import { deadJobs } from "@/modules/notifications/causes/dead-jobs";
import { IDLE_MS_MAX, idleReplicas } from "@/modules/notifications/causes/idle-replicas";
import { alteredTrail, unsoundBooks } from "@/modules/notifications/causes/unsound-proofs";
import { systemContext } from "@/platform/context";
import type { Db } from "@/platform/database/db";
import { levelOf } from "@/platform/database/error";
import type { ReplicaReport } from "@/platform/database/replica";
import type { DeadJob } from "@/platform/jobs/queue";
import type { Logger } from "@/platform/logger";
import { backOff, pause } from "@/shared/pause";
import { planMails } from "./plan-mails";
import { CAUSES, FACTS_AT_ONCE_MAX, lookAround, takeNotice } from "./take-notice";

type Options = {
  db: Db;
  log: Logger;
  listDead: () => Promise<readonly DeadJob[]>;
  reportReplicas: () => readonly ReplicaReport[];
};

/** Something that is done over and over, and says whether there is more to do at once. */
type Duty = { everyMs: number; work: () => Promise<boolean>; dueAt: number; failures: number };

const ACTION = "notifications.take-notice";
/** From one round to the next, so that the facts of a second cost one transaction. */
const ROUND_MS = 1_000;
const LOOK_EVERY_MS = 5 * 60_000;
const MAIL_EVERY_MS = 15_000;
/** A process that has just started knows of no replica that is idle, and must not end the alert of one that is. */
const KNOWS_REPLICAS_AFTER_MS = 2 * IDLE_MS_MAX;

/**
 * Tells people what happens, until `signal` aborts. Several may run; one works at a time. What fails is tried again
 * and keeps nothing else waiting: without the queue, say, nobody hears of dead jobs, and of all else they do.
 */
export async function runNotifications(options: Options, signal: AbortSignal): Promise<void> {
  const { db, log, listDead, reportReplicas } = options;
  const look = (causes: () => Promise<readonly Cause[]>, firstAfterMs = 0): Duty => {
    const work = async () => {
      await lookAround(systemContext(db, ACTION), await causes());
      return false;
    };
    return { ...every(LOOK_EVERY_MS, work), dueAt: performance.now() + firstAfterMs };
  };
  const duties: readonly Duty[] = [
    every(0, async () => (await takeNotice(systemContext(db, ACTION))) === FACTS_AT_ONCE_MAX),
    every(MAIL_EVERY_MS, async () => {
      await planMails(systemContext(db, ACTION));
      return false;
    }),
    look(async () => [...CAUSES, unsoundBooks, alteredTrail]),
    look(async () => [deadJobs(await listDead())]),
    look(async () => [idleReplicas(reportReplicas())], KNOWS_REPLICAS_AFTER_MS),
  ];
  while (!signal.aborted) {
    let hasMore = false;
    for (const duty of duties) if (!signal.aborted && (await attend(duty, log))) hasMore = true;
    if (!hasMore) await pause(ROUND_MS, signal);
  }
}

const every = (everyMs: number, work: Duty["work"]): Duty => ({ everyMs, work, dueAt: 0, failures: 0 });

async function attend(duty: Duty, log: Logger): Promise<boolean> {
  if (performance.now() < duty.dueAt) return false;
  try {
    const hasMore = await duty.work();
    duty.failures = 0;
    duty.dueAt = hasMore ? 0 : performance.now() + duty.everyMs;
    return hasMore;
  } catch (error) {
    duty.failures += 1;
    duty.dueAt = performance.now() + backOff(duty.failures);
    log[levelOf(error)]({ err: error, failures: duty.failures }, "what happened could not be told; tried again");
    return false;
  }
}
