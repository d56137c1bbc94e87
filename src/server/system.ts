import { desc, sql } from "drizzle-orm";
import { ledgerProofs } from "@/modules/inventory/proofs/schema";
import { replicas } from "@/platform/database/replicas";
import { jobQueue } from "@/platform/jobs/queue";
import { logger } from "@/platform/logger";
import { readOutboxAges } from "@/platform/outbox/outbox-ages";
import { listProcesses } from "@/platform/process/say-alive";
import { backups } from "@/platform/process/schema";
import { NoInput, procedure, queryOnPrimary, router } from "@/platform/trpc/procedure";
import { discardDeadJob, JobRef, retryDeadJob } from "./settle-dead-job";

/**
 * What an operator looks at first, over all processes and modules. What cannot be asked just now is null, so that the
 * rest is seen all the same.
 */
export const systemRouter = router({
  get: queryOnPrimary("system.read")
    .input(NoInput)
    .query(async ({ ctx }) => {
      const [running, outboxAges, queues, deadJobs, [proof], [backup]] = await Promise.all([
        listProcesses(ctx.db),
        readOutboxAges(ctx.db),
        orNull(jobQueue().look()),
        orNull(jobQueue().listDead()),
        ctx.db
          .select({
            finishedAt: ledgerProofs.finishedAt,
            isSound: ledgerProofs.isSound,
            isWhole: ledgerProofs.isWhole,
            differences: sql<number>`jsonb_array_length(${ledgerProofs.report} -> 'differences')`,
          })
          .from(ledgerProofs)
          .orderBy(desc(ledgerProofs.finishedAt))
          .limit(1),
        ctx.db.select({ takenAt: backups.takenAt }).from(backups).orderBy(desc(backups.takenAt)).limit(1),
      ]);
      return {
        processes: running,
        outboxAges,
        queues,
        deadJobs,
        replicas: replicas()
          .report()
          .map(({ name, state, lagMs }) => ({ name, state, lagMs: Math.round(lagMs) })),
        ledgerCheck: proof ?? null,
        lastBackup: backup ?? null,
      };
    }),
  retryJob: procedure("system.retry-job")
    .input(JobRef)
    .mutation(({ ctx, input }) => retryDeadJob(ctx, input)),
  discardJob: procedure("system.discard-job")
    .input(JobRef)
    .mutation(({ ctx, input }) => discardDeadJob(ctx, input)),
});

async function orNull<Answer>(question: Promise<Answer>): Promise<Answer | null> {
  try {
    return await question;
  } catch (error) {
    logger().warn({ err: error }, "the queue could not be asked");
    return null;
  }
}
