import type { ApproveRequest } from "@/modules/approvals/contract";
import { endApproval } from "@/modules/approvals/end-approval";
import { lockToDecide } from "@/modules/approvals/lock-approval";
import { AdjustReserved } from "@/modules/inventory/contract";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { adjustReserved } from "./adjust-reserved";

/**
 * Books a loss of reserved items that somebody else has asked for, with the limit and warehouses of whoever approves.
 * Where it would leave other orders short than those that were named, it is refused, and the request goes on waiting.
 *
 * @throws what `lockToDecide` and `adjustReserved` do
 */
export async function approveReservedLoss(
  ctx: Context,
  { approvalId, note }: ApproveRequest,
): Promise<{ transactionId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const request = await lockToDecide(ctx, approvalId, ["reserved-loss"]);
    const document = { kind: "approval", id: request.id, label: `Asked by ${request.askedByName}` };
    const posted = await adjustReserved(ctx, AdjustReserved.parse(request.payload), { document });
    await endApproval(ctx, request, { state: "approved", note });
    return posted;
  });
}
