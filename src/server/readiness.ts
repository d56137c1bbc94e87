import { database } from "@/platform/database/db";
import { fits, schemaState } from "@/platform/database/schema-state";
import { listUntaken } from "@/platform/jobs/job-modules";
import { pingQueue } from "@/platform/jobs/queue";
import { logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { sickProcesses } from "@/platform/process/sick-processes";
import { isStopping } from "@/platform/process/stop";
import { WORKING_MODULES } from "@/shared/working-modules";

const CHECK_MS_MAX = 3_000;
/** Less than a balancer waits for the answer: it must not take this process for dead because the queue is. */
const QUEUE_MS_MAX = 1_000;
/** An answer serves everyone who asks within this time, so that asking often costs the database nothing. */
const ANSWER_AGE_MS_MAX = 1_000;

type Readiness = {
  ready: boolean;
  sick?: readonly string[];
  /** The modules whose background work waits, since no worker takes it. */
  untaken?: readonly string[];
  /** The queue cannot be reached: background work waits in the database. */
  isQueueAway?: true;
};
type Check = { name: string; msMax?: number; passes: () => Promise<boolean> };

const SCHEMA: Check = { name: "schema", passes: async () => fits(await schemaState(database().db)) };
const QUEUE: Check = { name: "queue", msMax: QUEUE_MS_MAX, passes: () => pingQueue().then(() => true) };

/**
 * Whether people can work here: the process is not going away, database and migrations are as they should be. A process
 * that is sick, a module that no worker serves, and a queue that is away are named and do not make this one unready:
 * people work on without them, and all webs would be sent away at once while another Redis takes over.
 */
export async function readiness(): Promise<Readiness> {
  const sick = sickProcesses();
  const [passes, hasQueue, untaken] = await Promise.all([answerOf(SCHEMA), answerOf(QUEUE), untakenModules()()]);
  return {
    ready: !isStopping() && passes,
    ...(sick.length > 0 && { sick }),
    ...(untaken.length > 0 && { untaken }),
    ...(!hasQueue && { isQueueAway: true }),
  };
}

const answerOf = (check: Check): Promise<boolean> =>
  processSingleton(`readiness-${check.name}`, () => answeredOnce(() => runCheck(check), ANSWER_AGE_MS_MAX))();

const untakenModules = () => processSingleton("untaken-modules", () => answeredOnce(askUntaken, ANSWER_AGE_MS_MAX));

/** The checks say whether the database answers. */
const askUntaken = (): Promise<readonly string[]> =>
  Promise.race([listUntaken(database().db, WORKING_MODULES), tooLate(CHECK_MS_MAX).then(() => [])]).catch(() => []);

/** One question at a time, and its answer for everyone who asks while it is asked or shortly after. */
export function answeredOnce<Answer>(ask: () => Promise<Answer>, ageMsMax: number): () => Promise<Answer> {
  let latest: { answer: Promise<Answer>; until: number } | null = null;
  return () => {
    if (latest && performance.now() < latest.until) return latest.answer;
    const asked = { answer: ask(), until: Number.POSITIVE_INFINITY };
    const expire = () => (asked.until = performance.now() + ageMsMax);
    asked.answer.then(expire, expire);
    latest = asked;
    return asked.answer;
  };
}

async function runCheck({ name, passes, msMax = CHECK_MS_MAX }: Check): Promise<boolean> {
  try {
    const isPassed = await Promise.race([passes(), tooLate(msMax)]);
    if (!isPassed) logger().warn({ check: name }, "a check of readiness failed");
    return isPassed;
  } catch (error) {
    logger().warn({ check: name, err: error }, "a check of readiness failed");
    return false;
  }
}

const tooLate = (msMax: number) => new Promise<boolean>((resolve) => setTimeout(() => resolve(false), msMax).unref());
