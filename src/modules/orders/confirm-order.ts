import { withdrawAbout } from "@/modules/approvals/withdraw-approval";
import { dropHolds } from "@/modules/inventory/holds/give-up-holds";
import { fillWaiting } from "@/modules/inventory/reservations/fill-waiting";
import { reserveStock } from "@/modules/inventory/reservations/reserve-stock";
import type { Context, TxContext } from "@/platform/context";
import { settleBoth } from "@/platform/settle-both";
import { inTransaction } from "@/platform/transaction";
import { addMoney, subtractMoney } from "@/shared/money";
import { changeOrderStatus } from "./change-order-status";
import { type ConfirmOrder, orderConfirmed } from "./contract";
import { assertCredit } from "./credit";
import { assertDiscount } from "./discounts/assert-discount";
import { discountOfDraft } from "./discounts/discount-of-draft";
import { type LockedOrder, lockOrder } from "./lock-order";
import { canConfirm } from "./order";
import { getOrderable } from "./order-lines";
import { draftChangedMeanwhile, wrongOrderStatus } from "./refusals";

/**
 * Reserves stock for every line, or changes nothing and names every shortage; what may be backordered, and somebody
 * accepted, waits. Asks all that placing asks, and for a
 * second person where the discount is above the limit.
 */
export async function confirmOrder(ctx: Context, input: ConfirmOrder) {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, input.orderId);
    if (!canConfirm(order.status)) throw wrongOrderStatus({ number: order.number, from: order.status, act: "confirm" });
    if (input.version !== undefined && input.version !== order.version)
      throw draftChangedMeanwhile({ number: order.number, seen: input.version, version: order.version });

    const [{ known, discountMax, isAskedAbout, hasCreditLimit }, reserved] = await settleBoth(
      getOrderable(ctx, order, { hold: true }),
      reserveLines(ctx, order, input),
    );
    await assertDiscount(ctx, { ...order, ...discountOfDraft(order, known) }, discountMax);
    const more = subtractMoney(addMoney(order.netTotal, order.taxTotal), order.paid);
    const exceeded = hasCreditLimit ? await assertCredit(ctx, { customerId: order.customerId, more }) : null;
    if (isAskedAbout) await withdrawAbout(ctx, "order-discount", order.id, "The order was confirmed.");
    const backordered = reserved?.backordered ?? 0;
    changeOrderStatus(ctx, order, { to: "confirmed", event: orderConfirmed, backordered });
    return { orderId: order.id, ...(backordered > 0 && { backordered }), ...(exceeded && { exceeded }) };
  });
}

/**
 * What the draft holds is reserved in its place: both happen under the lock of availability, so that nobody else is
 * given any of it in between. What it held and its lines need no more goes to those who wait.
 */
async function reserveLines(ctx: TxContext, order: LockedOrder, { acceptBackorders: accepted }: ConfirmOrder) {
  const { id: documentId, warehouseId, isHolding } = order;
  const lines = order.lines.map(({ id, variantId, quantity }) => ({ lineId: id, variantId, quantity }));
  const needs = lines.map(({ variantId }) => ({ warehouseId, variantId }));
  const dropped = isHolding ? await dropHolds(ctx, documentId, needs) : [];
  const reserved = await reserveStock(ctx, { documentId, warehouseId, accepted, lines, isServed: isHolding });
  await fillWaiting(ctx, dropped);
  return reserved;
}
