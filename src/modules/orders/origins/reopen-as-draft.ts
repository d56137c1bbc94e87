import { and, eq } from "drizzle-orm";
import { type OrderRef, orderReopenedAsDraft } from "@/modules/orders/contract";
import { type LockedOrder, lockOrder } from "@/modules/orders/lock-order";
import { formatOrderNumber } from "@/modules/orders/order";
import { wrongOrderStatus } from "@/modules/orders/refusals";
import { orders } from "@/modules/orders/schema";
import { standingShipping } from "@/modules/orders/whole-order";
import { recordChange } from "@/platform/audit/record-change";
import type { Context, TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { shareOf } from "@/shared/money";
import { type DraftFrom, draftFrom } from "./draft-from";
import { alreadyReopened } from "./refusals";
import { orderOrigins } from "./schema";

/**
 * What an order has cancelled, once more: a draft with a number of its own, at the prices, discounts and taxes that
 * were agreed. The cancelled order stays as it is, and leads there; it is reopened once.
 *
 * @throws alreadyReopened, nothingForSale
 */
export async function reopenAsDraft(ctx: Context, input: OrderRef): Promise<DraftFrom> {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    const { id: orderId, number, customerId, status } = order;
    if (status !== "cancelled") throw wrongOrderStatus({ number, from: status, act: "reopen-as-draft" });
    const known = await findReopened(ctx, orderId);
    if (known !== null) throw alreadyReopened({ number, as: known });

    const draft = await draftFrom(ctx, order, {
      kind: "reopened",
      keepsAddresses: true,
      note: order.note,
      roundsTaxOnce: order.roundsTaxOnce,
      customerReference: order.customerReference,
      pricesIncludeTax: order.lines.some((line) => line.pricesIncludeTax),
      ...(order.discountRate > 0 && { discountRate: order.discountRate }),
      shipping: order.shippingCancelled ? standingShipping(order) : null,
      lines: order.lines.filter(({ cancelled }) => cancelled > 0).map(cancelledPart),
    });
    recordChange(ctx, {
      entity: "order",
      entityId: orderId,
      label: formatOrderNumber(number),
      warehouseIds: [order.warehouseId],
      before: {},
      after: { reopened: true },
    });
    emit(ctx, orderReopenedAsDraft, { orderId, customerId });
    return draft;
  });
}

/** What was cancelled of a line, on its terms: of what is off it in money, its part. */
function cancelledPart({ quantity, cancelled, ...line }: LockedOrder["lines"][number]) {
  const { variantId, sku, unitPrice, discountRate, taxRate, taxCategory, taxReason } = line;
  return {
    variantId,
    sku,
    quantity: cancelled,
    unitPrice,
    discountRate,
    discountAmount: shareOf(line.discountAmount, cancelled, quantity),
    taxRate,
    taxCategory,
    taxReason,
    share: shareOf(line.orderDiscount, cancelled, quantity),
  };
}

/** The order's row lock keeps two from reopening it at once. */
async function findReopened(ctx: TxContext, fromId: string): Promise<number | null> {
  const [found] = await ctx.db
    .select({ number: orders.number })
    .from(orderOrigins)
    .innerJoin(orders, eq(orders.id, orderOrigins.orderId))
    .where(and(eq(orderOrigins.fromId, fromId), eq(orderOrigins.kind, "reopened")));
  return found?.number ?? null;
}
