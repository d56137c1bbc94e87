import { and, eq } from "drizzle-orm";
import { actorId, type Context, type TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import type { ApprovalKind } from "./approval";
import { type ApprovalRef, approvalNotYours } from "./contract";
import { endApproval } from "./end-approval";
import { lockApproval } from "./lock-approval";
import { approvalRequests } from "./schema";

/** Takes a request of one's own back. @throws approvalNotYours, approvalEnded */
export async function withdrawApproval(ctx: Context, { approvalId }: ApprovalRef): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const request = await lockApproval(ctx, approvalId);
    if (request.askedBy !== actorId(ctx)) throw approvalNotYours({});
    await endApproval(ctx, request, { state: "withdrawn" });
  });
}

/** Ends what is asked about a thing that has gone on without an answer, or is asked about anew. */
export async function withdrawAbout(ctx: TxContext, kind: ApprovalKind, subjectId: string, note: string) {
  const waiting = await ctx.db
    .select()
    .from(approvalRequests)
    .where(
      and(
        eq(approvalRequests.subjectId, subjectId),
        eq(approvalRequests.kind, kind),
        eq(approvalRequests.state, "waiting"),
      ),
    )
    .for("update");
  for (const request of waiting) await endApproval(ctx, request, { state: "withdrawn", note });
}
