import type { ApproveRequest } from "@/modules/approvals/contract";
import { endApproval } from "@/modules/approvals/end-approval";
import { lockToDecide } from "@/modules/approvals/lock-approval";
import { AdjustStock } from "@/modules/inventory/contract";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { postAdjustment } from "./post-adjustment";

/**
 * Books an adjustment that somebody else has asked for, as an adjustment of whoever approves it: with their limit and
 * warehouses, and with the stock as it is now. What can't be booked is refused, and the request goes on waiting. The
 * stock entry has the one who approves, and names the one who asked.
 *
 * @throws what `lockToDecide` and `postAdjustment` do
 */
export async function approveAdjustment(
  ctx: Context,
  { approvalId, note }: ApproveRequest,
): Promise<{ transactionId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const request = await lockToDecide(ctx, approvalId, "stock-adjustment");
    const document = { kind: "approval", id: request.id, label: `Asked by ${request.askedByName}` };
    const posted = await postAdjustment(ctx, AdjustStock.parse(request.payload), { document });
    await endApproval(ctx, request, { state: "approved", note });
    return posted;
  });
}
