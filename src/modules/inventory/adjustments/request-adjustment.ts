import { askApproval } from "@/modules/approvals/ask-approval";
import type { RequestAdjustment } from "@/modules/inventory/contract";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { describeAdjustment } from "./describe-adjustment";

/**
 * Asks a second person to book an adjustment. Nothing is booked and nothing is held until then: whether the stock is
 * there is asked when it is approved.
 *
 * @throws what `describeAdjustment` does
 */
export async function requestAdjustment(ctx: Context, input: RequestAdjustment): Promise<{ approvalId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const { adjustment, reason } = input;
    const described = await describeAdjustment(ctx, adjustment);
    const subjectId = adjustment.variantId;
    return askApproval(ctx, { kind: "stock-adjustment", subjectId, ...described, payload: adjustment, reason });
  });
}
