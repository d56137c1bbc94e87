import { sql } from "drizzle-orm";
import { requireActorId, type TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { newId } from "@/shared/id";
import { APPROVAL_DAYS, type ApprovalKind } from "./approval";
import { approvalAsked } from "./contract";
import { recordApproval } from "./record-approval";
import { approvalRequests } from "./schema";

type Asked = {
  kind: ApprovalKind;
  subjectId: string;
  warehouseId: string;
  label: string;
  detail: string;
  payload: Record<string, unknown>;
  reason: string;
};

/** Asks a second person. The module that the kind belongs to has looked at what is asked for. */
export async function askApproval(ctx: TxContext, asked: Asked): Promise<{ approvalId: string }> {
  const approvalId = newId();
  await ctx.db.insert(approvalRequests).values({
    id: approvalId,
    ...asked,
    askedBy: requireActorId(ctx),
    askedAt: ctx.now,
    expiresAt: sql`now() + make_interval(days => ${APPROVAL_DAYS})`,
  });
  const { detail, reason, subjectId } = asked;
  recordApproval(ctx, { id: approvalId, ...asked }, { state: "waiting", asked: detail, reason });
  emit(ctx, approvalAsked, { approvalId, subjectId });
  return { approvalId };
}
