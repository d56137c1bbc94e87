import { eq, type SQL, sql } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import type { TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import type { EventDefinition } from "@/shared/event";
import type { LockedOrder } from "./lock-order";
import { type OrderStatus, formatOrderNumber } from "./order";
import { orders } from "./schema";

type Step = {
  to: OrderStatus;
  event: EventDefinition<{ orderId: string; customerId: string }>;
  holdReason?: string;
  reason?: string | undefined;
  /** How many items it waits for. */
  backordered?: number;
  /** Where that changes with it, so that the trigger after it need not write the order once more. */
  toInvoice?: SQL;
};

const MOMENT_OF = {
  draft: null,
  confirmed: "confirmedAt",
  on_hold: null,
  completed: "completedAt",
  cancelled: "cancelledAt",
} as const satisfies Record<OrderStatus, string | null>;

/**
 * Gives a locked order its new status, with its time, audit entry and event. The caller has checked the rule. The last
 * statement of the transaction writes it, so what is asked before finds the status that the order had.
 */
export function changeOrderStatus(
  ctx: TxContext,
  order: LockedOrder,
  { to, event, holdReason, reason, backordered = 0, toInvoice }: Step,
): void {
  const moment = MOMENT_OF[to];
  const isFirstTime = moment !== null && order[moment] === null;
  ctx.pending.writes.push(
    ctx.db
      .update(orders)
      .set({
        status: to,
        holdReason: holdReason ?? null,
        version: sql`${orders.version} + 1`,
        ...(isFirstTime && { [moment]: ctx.now }),
        ...(toInvoice && { toInvoice }),
        ...(order.status === "completed" && { completedAt: null }),
      })
      .where(eq(orders.id, order.id))
      .getSQL(),
  );
  const why = reason ?? holdReason;
  recordChange(ctx, {
    entity: "order",
    entityId: order.id,
    label: formatOrderNumber(order.number),
    warehouseIds: [order.warehouseId],
    before: { status: order.status },
    after: { status: to, ...(why !== undefined && { reason: why }), ...(backordered > 0 && { backordered }) },
  });
  emit(ctx, event, { orderId: order.id, customerId: order.customerId });
}
