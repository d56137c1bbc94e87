import { eq } from "drizzle-orm";
import { actorId, type TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import type { ApprovalOutcome } from "./approval";
import { approvalDecided } from "./contract";
import { recordApproval } from "./record-approval";
import { approvalRequests } from "./schema";

type Ending = { state: ApprovalOutcome; note?: string };
type Waiting = Pick<typeof approvalRequests.$inferSelect, "id" | "kind" | "label" | "subjectId" | "warehouseId">;

/** Gives a locked request its outcome, with its audit entry and event. The caller has checked who may. */
export async function endApproval(ctx: TxContext, request: Waiting, { state, note = "" }: Ending): Promise<void> {
  const isDecision = state === "approved" || state === "refused";
  await ctx.db
    .update(approvalRequests)
    .set({ state, note, endedAt: ctx.now, decidedBy: isDecision ? actorId(ctx) : null })
    .where(eq(approvalRequests.id, request.id));
  recordApproval(ctx, request, { state, ...(note && { note }) });
  emit(ctx, approvalDecided, { approvalId: request.id, subjectId: request.subjectId });
}
