import { createHash } from "node:crypto";
import * as z from "zod";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { type DeadJob, jobQueue } from "@/platform/jobs/queue";
import { emit } from "@/platform/outbox/emit";
import { confirmAccess, inTransaction } from "@/platform/transaction";
import { defineEvent } from "@/shared/event";

const JOB_ID_CHARACTERS_MAX = 200;
const REASON_CHARACTERS_MAX = 500;
const UUID_HEX = 32;

export const JobRef = z.strictObject({ jobId: z.string().min(1).max(JOB_ID_CHARACTERS_MAX) });
type JobRef = z.infer<typeof JobRef>;

const jobSettled = defineEvent("system.job-settled", z.object({ jobId: z.uuid() }));

/** Puts work that was given up back in its queue. Jobs are at least once, so one that is put back twice is as one. */
export const retryDeadJob = (ctx: Context, { jobId }: JobRef): Promise<void> =>
  settle(ctx, () => jobQueue().retryDead(jobId), { state: "waiting" });

/** Lets go of work that was given up, for good. */
export const discardDeadJob = (ctx: Context, { jobId }: JobRef): Promise<void> =>
  settle(ctx, () => jobQueue().discardDead(jobId), null);

/**
 * The queue is elsewhere, so it is asked last of all, with everything confirmed that could refuse the change: without
 * its answer nothing is recorded.
 */
function settle(ctx: Context, ask: () => Promise<DeadJob | null>, after: { state: string } | null): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await confirmAccess(ctx);
    const dead = await ask();
    // Somebody else was faster, and stands in the history.
    if (dead === null) return;
    const { id, handler, attempts, requestId: request } = dead;
    const [entityId, reason] = [uuidOf(id), dead.reason.slice(0, REASON_CHARACTERS_MAX)];
    const before = { state: "given up", job: id, attempts, reason, request };
    recordChange(ctx, { entity: "job", entityId, label: handler, before, after });
    emit(ctx, jobSettled, { jobId: entityId });
  });
}

/** The history knows things by a UUID, and a queue its jobs by a text: the same one for the same job (version 8). */
function uuidOf(jobId: string): string {
  const hex = createHash("sha256").update(jobId).digest("hex").slice(0, UUID_HEX);
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-8$3-a$4-$5");
}
