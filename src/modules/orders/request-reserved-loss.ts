import { askApproval } from "@/modules/approvals/ask-approval";
import { describeAdjustment } from "@/modules/inventory/adjustments/describe-adjustment";
import { changeOf } from "@/modules/inventory/contract";
import { reservationsChanged } from "@/modules/inventory/refusals";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import type { RequestReservedLoss } from "./contract";
import { formatOrderNumber } from "./order";
import { listBrokenOrders } from "./shortages";

type Broken = Awaited<ReturnType<typeof listBrokenOrders>>;

const ORDERS_NAMED_MAX = 10;

/**
 * Asks a second person to book a loss of reserved items. They read which orders it would leave short, as the person who
 * asks has seen it; nothing is booked until they approve exactly that.
 *
 * @throws reservationsChanged, and what `describeAdjustment` does
 */
export async function requestReservedLoss(
  ctx: Context,
  { adjustment, reason }: RequestReservedLoss,
): Promise<{ approvalId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const { variantId, locationId, lotId, accepted } = adjustment;
    const described = await describeAdjustment(ctx, adjustment);
    const broken = await listBrokenOrders(ctx, { variantId, locationId, lotId, change: changeOf(adjustment) });
    const acceptedOf = new Map(accepted.map((line) => [line.lineId, line.quantity]));
    if (broken.length !== accepted.length || broken.some((line) => acceptedOf.get(line.lineId) !== line.quantity))
      throw reservationsChanged({ warehouseId: described.warehouseId, variantId });
    return askApproval(ctx, {
      kind: "reserved-loss",
      subjectId: variantId,
      ...described,
      detail: `${described.detail}. Leaves short: ${describeShort(broken)}`,
      payload: adjustment,
      reason,
    });
  });
}

/** `#1002 by 5, #1001 by 2`; of many the first. */
function describeShort(broken: Broken): string {
  const sums = new Map<number, number>();
  for (const { number, quantity } of broken) sums.set(number, (sums.get(number) ?? 0) + quantity);
  const all = [...sums].map(([number, quantity]) => `${formatOrderNumber(number)} by ${formatQuantity(quantity)}`);
  const more = all.length - ORDERS_NAMED_MAX;
  const named = all.slice(0, ORDERS_NAMED_MAX).join(", ");
  return more > 0 ? `${named} and ${formatCount(more, "more order")}` : named;
}
