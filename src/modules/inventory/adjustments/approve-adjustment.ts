import type { ApproveRequest } from "@/modules/approvals/contract";
import { endApproval } from "@/modules/approvals/end-approval";
import { type LockedApproval, lockToDecide } from "@/modules/approvals/lock-approval";
import { AdjustmentsAsked, AdjustStock } from "@/modules/inventory/contract";
import type { Context, TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { adjustByDocument } from "./adjust-by-document";
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
    const request = await lockToDecide(ctx, approvalId, ["stock-adjustment", "imported-stock"]);
    const posted = await (request.kind === "imported-stock" ? bookImported : bookOne)(ctx, request);
    await endApproval(ctx, request, { state: "approved", note });
    return posted;
  });
}

function bookOne(ctx: TxContext, { id, askedByName, payload }: LockedApproval) {
  const document = { kind: "approval", id, label: `Asked by ${askedByName}` };
  return postAdjustment(ctx, AdjustStock.parse(payload), { document });
}

/** All lines of the request, or none: each is an adjustment of whoever approves. */
async function bookImported(ctx: TxContext, { id, askedByName, label, payload }: LockedApproval) {
  const document = { kind: "approval", id, label: `${label}, asked by ${askedByName}` };
  const posted = await adjustByDocument(ctx, { document, ...AdjustmentsAsked.parse(payload) });
  if (!posted) throw new Error("A request that waits has been booked already.");
  return posted;
}
