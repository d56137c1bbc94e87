import { eq, sql } from "drizzle-orm";
import type { AcceptedBackorders } from "@/modules/inventory/reservations/backorder-rest";
import { changeReservations } from "@/modules/inventory/reservations/change-reservations";
import { assertCredit, type Exceeded } from "@/modules/orders/credit";
import type { LockedOrder } from "@/modules/orders/lock-order";
import { formatOrderNumber } from "@/modules/orders/order";
import { billedOf } from "@/modules/orders/order-sums";
import { lineNotOfOrder } from "@/modules/orders/refusals";
import { orderLines, orders } from "@/modules/orders/schema";
import { recordChange } from "@/platform/audit/record-change";
import type { TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import type { EventDefinition } from "@/shared/event";
import { addMoney, type Money, subtractMoney } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";

type Line = LockedOrder["lines"][number];
type Cancelled = {
  cancelled: number;
  event: EventDefinition<{ orderId: string; customerId: string }>;
  accepted?: AcceptedBackorders;
};

/** @throws lineNotOfOrder */
export function getLine(order: LockedOrder, orderLineId: string): Line {
  const line = order.lines.find(({ id }) => id === orderLineId);
  if (!line) throw lineNotOfOrder({ number: order.number, orderLineIds: [orderLineId] });
  return line;
}

/**
 * How much of a line is cancelled from now on; what is reserved for it follows, and so does what the order bills.
 * @throws creditExceeded when that is more than before
 */
export async function setCancelled(
  ctx: TxContext,
  order: LockedOrder,
  line: Line,
  { cancelled, event, accepted }: Cancelled,
): Promise<Exceeded | null> {
  await changeReservations(ctx, {
    documentId: order.id,
    warehouseId: order.warehouseId,
    lines: [{ lineId: line.id, variantId: line.variantId, quantity: line.quantity - line.shipped - cancelled }],
    accepted,
  });
  const difference = subtractMoney(billedBy({ ...line, cancelled: toQuantity(cancelled) }), billedBy(line));
  const exceeded = await assertCredit(ctx, { customerId: order.customerId, more: difference });
  await Promise.all([
    ctx.db
      .update(orderLines)
      .set({ cancelled: toQuantity(cancelled) })
      .where(eq(orderLines.id, line.id)),
    ctx.db
      .update(orders)
      .set({ version: sql`${orders.version} + 1` })
      .where(eq(orders.id, order.id)),
  ]);
  recordChange(ctx, {
    entity: "order",
    entityId: order.id,
    label: formatOrderNumber(order.number),
    warehouseIds: [order.warehouseId],
    before: { cancelled: line.cancelled },
    after: { cancelled, sku: line.sku, difference },
  });
  emit(ctx, event, { orderId: order.id, customerId: order.customerId });
  return exceeded;
}

function billedBy(line: Line): Money {
  const { net, tax } = billedOf(line);
  return addMoney(net, tax);
}
