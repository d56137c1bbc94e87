import { reserveShortStock } from "@/modules/inventory/reservations/reserve-short-stock";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { type OrderRef, orderReservedAgain } from "./contract";
import { lockOrder } from "./lock-order";
import { formatOrderNumber, keepsReservations } from "./order";
import { wrongOrderStatus } from "./refusals";

/**
 * Reserves what an order lost, as far as it is available now.
 *
 * @throws insufficientStock when none of it is
 */
export async function reserveAgain(ctx: Context, input: OrderRef): Promise<{ reserved: number; short: number }> {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    if (!keepsReservations(order.status))
      throw wrongOrderStatus({ number: order.number, from: order.status, act: "reserve-again" });

    const outcome = await reserveShortStock(ctx, { documentId: order.id, warehouseId: order.warehouseId });
    if (outcome.reserved === 0) return outcome;
    recordChange(ctx, {
      entity: "order",
      entityId: order.id,
      label: formatOrderNumber(order.number),
      warehouseIds: [order.warehouseId],
      before: { short: outcome.short + outcome.reserved },
      after: { short: outcome.short },
    });
    emit(ctx, orderReservedAgain, { orderId: order.id, customerId: order.customerId });
    return outcome;
  });
}
