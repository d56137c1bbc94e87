import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import type { RefuseApproval } from "./contract";
import { endApproval } from "./end-approval";
import { lockToDecide } from "./lock-approval";

/** Says no, and why. @throws what `lockToDecide` does */
export async function refuseApproval(ctx: Context, { approvalId, note }: RefuseApproval): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const request = await lockToDecide(ctx, approvalId);
    await endApproval(ctx, request, { state: "refused", note });
  });
}
