import { type Circumstances, postAdjustment } from "@/modules/inventory/adjustments/post-adjustment";
import type { AdjustReserved } from "@/modules/inventory/contract";
import { changeOf } from "@/modules/inventory/contract";
import { type BrokenReservation, breakReservations } from "@/modules/inventory/reservations/break-reservations";
import { recordChange } from "@/platform/audit/record-change";
import type { Context, TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { orderFellShort } from "./contract";
import { formatOrderNumber } from "./order";
import { findOrders } from "./shortages";

/**
 * Adjusts stock that is reserved and lost. The orders confirmed last lose their reservations and are short from then
 * on; the person has seen which, and nothing happens if they are others by now. `document` is the request that a second
 * person has approved.
 *
 * @throws reservationsChanged, and what an adjustment refuses
 */
export async function adjustReserved(
  ctx: Context,
  input: AdjustReserved,
  { document }: Pick<Circumstances, "document"> = {},
): Promise<{ transactionId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const { accepted, ...adjustment } = input;
    const { variantId, locationId, lotId } = adjustment;
    const loss = { variantId, locationId, lotId, change: changeOf(adjustment) };
    const broken = await breakReservations(ctx, loss, accepted);
    const posted = await postAdjustment(ctx, adjustment, {
      broken: broken.map(({ warehouseId, quantity }) => ({ warehouseId, variantId, quantity })),
      ...(document && { document }),
    });
    await recordShortages(ctx, broken);
    return posted;
  });
}

async function recordShortages(ctx: TxContext, broken: readonly BrokenReservation[]): Promise<void> {
  const lostBy = new Map<string, number>();
  for (const { documentId, quantity } of broken) lostBy.set(documentId, (lostBy.get(documentId) ?? 0) + quantity);
  const named = await findOrders(ctx, [...lostBy.keys()]);
  for (const [orderId, lost] of lostBy) {
    const order = named.get(orderId);
    if (!order) throw new Error("A reservation was broken whose order is not known.");
    recordChange(ctx, {
      entity: "order",
      entityId: orderId,
      label: formatOrderNumber(order.number),
      warehouseIds: [order.warehouseId],
      before: {},
      after: { lost },
    });
    emit(ctx, orderFellShort, { orderId, customerId: order.customerId });
  }
}
