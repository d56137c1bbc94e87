import { database } from "@/platform/database/db";
import { schemaState } from "@/platform/database/schema-state";
import { listUntaken } from "@/platform/jobs/job-modules";
import { pingQueue } from "@/platform/jobs/queue";
import { logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { sickProcesses } from "@/platform/process/sick-processes";
import { isStopping } from "@/platform/process/stop";

const CHECK_MS_MAX = 3_000;
/** An answer serves everyone who asks within this time, so that asking often costs the database nothing. */
const ANSWER_AGE_MS_MAX = 1_000;

type Readiness = {
  ready: boolean;
  sick?: readonly string[];
  /** The modules whose background work waits, since no worker takes it. */
  untaken?: readonly string[];
};
type Check = { name: string; passes: () => Promise<boolean> };

const CHECKS: readonly Check[] = [
  { name: "schema", passes: async () => (await schemaState(database().db)) === "current" },
  { name: "queue", passes: () => pingQueue().then(() => true) },
];

/**
 * Whether people can work here: the process is not going away, database, migrations and queue are as they should be.
 * A process that is sick, and a module that no worker serves, are named and do not make this one unready: people work
 * on without them.
 */
export async function readiness(): Promise<Readiness> {
  const sick = sickProcesses();
  const [passes, untaken] = await Promise.all([sharedAnswer()(), untakenModules()()]);
  return {
    ready: !isStopping() && passes,
    ...(sick.length > 0 && { sick }),
    ...(untaken.length > 0 && { untaken }),
  };
}

const sharedAnswer = () => processSingleton("readiness", () => answeredOnce(askAll, ANSWER_AGE_MS_MAX));

const untakenModules = () => processSingleton("untaken-modules", () => answeredOnce(askUntaken, ANSWER_AGE_MS_MAX));

/** The checks say whether the database answers. */
const askUntaken = (): Promise<readonly string[]> =>
  Promise.race([listUntaken(database().db), tooLate().then(() => [])]).catch(() => []);

async function askAll(): Promise<boolean> {
  const answers = await Promise.all(CHECKS.map(runCheck));
  return answers.every(Boolean);
}

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

async function runCheck({ name, passes }: Check): Promise<boolean> {
  try {
    const isPassed = await Promise.race([passes(), tooLate()]);
    if (!isPassed) logger().warn({ check: name }, "not ready");
    return isPassed;
  } catch (error) {
    logger().warn({ check: name, err: error }, "not ready");
    return false;
  }
}

const tooLate = () => new Promise<boolean>((resolve) => setTimeout(() => resolve(false), CHECK_MS_MAX).unref());
