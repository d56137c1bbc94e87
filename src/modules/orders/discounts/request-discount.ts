import { askApproval } from "@/modules/approvals/ask-approval";
import { withdrawAbout } from "@/modules/approvals/withdraw-approval";
import type { RequestDiscount } from "@/modules/orders/contract";
import { lockOrder } from "@/modules/orders/lock-order";
import { canConfirm, formatOrderNumber } from "@/modules/orders/order";
import { getOrderable } from "@/modules/orders/order-lines";
import { draftChangedMeanwhile, noDiscountToApprove, wrongOrderStatus } from "@/modules/orders/refusals";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { formatMoney, formatRate } from "@/shared/money";
import { discountOfDraft } from "./discount-of-draft";

/**
 * Asks a second person for the discount of a draft as it is now. What was asked about it before is taken back.
 *
 * @throws wrongOrderStatus, draftChangedMeanwhile, noDiscountToApprove
 */
export async function requestDiscount(ctx: Context, input: RequestDiscount): Promise<{ approvalId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    const { number, version, customerId, warehouseId } = order;
    if (!canConfirm(order.status)) throw wrongOrderStatus({ number, from: order.status, act: "request-discount" });
    if (input.version !== version) throw draftChangedMeanwhile({ number, seen: input.version, version });

    const { known } = await getOrderable(ctx, order);
    const { rateMax, givenAway } = discountOfDraft(order, known);
    if (rateMax === 0) throw noDiscountToApprove({ number });
    await withdrawAbout(ctx, "order-discount", order.id, "Asked again.");
    return askApproval(ctx, {
      kind: "order-discount",
      subjectId: order.id,
      warehouseId,
      label: formatOrderNumber(number),
      detail: `${formatRate(rateMax)} off, ${formatMoney(givenAway, order.currency)} in all`,
      payload: { version, customerId, rateMax, givenAway },
      reason: input.reason,
    });
  });
}
