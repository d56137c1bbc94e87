import { eq, sql } from "drizzle-orm";
import { orderDueDaySet, type SetDueDay } from "@/modules/orders/contract";
import { lockOrder } from "@/modules/orders/lock-order";
import { formatOrderNumber } from "@/modules/orders/order";
import { wrongOrderStatus } from "@/modules/orders/refusals";
import { orders, shipments } from "@/modules/orders/schema";
import { getShopSettings } from "@/modules/shop/queries";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { dueDayChangedMeanwhile } from "./refusals";

/**
 * Agrees another day by which an order is to be paid, before or after it has shipped; null goes back to the terms. A
 * day that was set by hand stands whatever ships or is voided.
 *
 * @throws dueDayChangedMeanwhile
 */
export async function setDueDay(ctx: Context, input: SetDueDay): Promise<{ orderId: string; dueOn: string | null }> {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    const { id: orderId, number, status, customerId } = order;
    if (status === "draft" || status === "cancelled")
      throw wrongOrderStatus({ number, from: status, act: "set-due-day" });
    if (input.seen !== order.dueOn) throw dueDayChangedMeanwhile({ number, dueOn: order.dueOn });

    const { timeZone } = await getShopSettings(ctx);
    const byTerms = sql`(
      select (min(shipped_at) at time zone ${timeZone})::date + payment_terms_days(${customerId}::uuid)
        from ${shipments} where order_id = ${orderId}::uuid and voided_at is null)`;
    const [set] = await ctx.db
      .update(orders)
      .set({ dueOn: input.dueOn ?? byTerms, dueByHand: input.dueOn !== null })
      .where(eq(orders.id, orderId))
      .returning({ dueOn: orders.dueOn });
    const dueOn = set?.dueOn ?? null;
    recordChange(ctx, {
      entity: "order",
      entityId: orderId,
      label: formatOrderNumber(number),
      warehouseIds: [order.warehouseId],
      before: { dueOn: order.dueOn ?? "" },
      after: { dueOn: dueOn ?? "", byTerms: input.dueOn === null },
    });
    emit(ctx, orderDueDaySet, { orderId, customerId });
    return { orderId, dueOn };
  });
}
