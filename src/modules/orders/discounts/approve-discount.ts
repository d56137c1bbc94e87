import { eq } from "drizzle-orm";
import { approvalNotFound, type ApproveRequest } from "@/modules/approvals/contract";
import { endApproval } from "@/modules/approvals/end-approval";
import { lockToDecide } from "@/modules/approvals/lock-approval";
import { approvalRequests } from "@/modules/approvals/schema";
import { DiscountAsked } from "@/modules/orders/contract";
import { lockOrder } from "@/modules/orders/lock-order";
import { canConfirm } from "@/modules/orders/order";
import { getOrderable } from "@/modules/orders/order-lines";
import { discountAboveOwnLimit, discountChanged, wrongOrderStatus } from "@/modules/orders/refusals";
import type { Context, TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { isAbove, isCovered } from "./discount";
import { discountOfDraft } from "./discount-of-draft";

/**
 * Approves the discount of a draft, and nothing else of it: to confirm it, for which there must be stock, stays with
 * the one who sells. The request goes on waiting where the draft gives away more by now, or more than the one who
 * approves may give.
 *
 * @throws what `lockToDecide` does, wrongOrderStatus, discountChanged, discountAboveOwnLimit
 */
export async function approveDiscount(
  ctx: Context,
  { approvalId, note }: ApproveRequest,
): Promise<{ orderId: string }> {
  return inTransaction(ctx, async (ctx) => {
    // The order first, as confirming it does: whoever holds its row waits for nobody here.
    const order = await lockOrder(ctx, await findOrderId(ctx, approvalId));
    const request = await lockToDecide(ctx, approvalId, ["order-discount"]);
    const { number } = order;
    if (!canConfirm(order.status)) throw wrongOrderStatus({ number, from: order.status, act: "approve-discount" });

    const { known, discountMax } = await getOrderable(ctx, order);
    const asked = DiscountAsked.parse(request.payload);
    const discount = discountOfDraft(order, known);
    if (request.warehouseId !== order.warehouseId || !isCovered({ ...order, ...discount }, asked))
      throw discountChanged({ number, askedBy: request.askedByName });
    if (isAbove(discount, discountMax))
      throw discountAboveOwnLimit({ number, rate: discount.rateMax, limit: discountMax ?? 0 });
    await endApproval(ctx, request, { state: "approved", note });
    return { orderId: order.id };
  });
}

/** Which order a request is about never changes, so that it may be read before anything is locked. */
async function findOrderId(ctx: TxContext, approvalId: string): Promise<string> {
  const [found] = await ctx.db
    .select({ kind: approvalRequests.kind, orderId: approvalRequests.subjectId })
    .from(approvalRequests)
    .where(eq(approvalRequests.id, approvalId));
  if (found?.kind !== "order-discount") throw approvalNotFound({});
  return found.orderId;
}
