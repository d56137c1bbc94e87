import { database } from "@/platform/database/db";
import { schemaState } from "@/platform/database/schema-state";
import { pingQueue } from "@/platform/jobs/queue";
import { logger } from "@/platform/logger";
import { isStopping } from "@/platform/process/stop";

const CHECK_MS_MAX = 3_000;

type Check = { name: string; passes: () => Promise<boolean> };

const CHECKS: readonly Check[] = [
  { name: "schema", passes: async () => (await schemaState(database().db)) === "current" },
  { name: "queue", passes: () => pingQueue().then(() => true) },
];

/**
 * Whether people can work here: the process is not going away, database, migrations and queue are as they should be.
 */
export async function readiness(): Promise<boolean> {
  if (isStopping()) return false;
  const answers = await Promise.all(CHECKS.map(runCheck));
  return answers.every(Boolean);
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
