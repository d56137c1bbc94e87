import { sql } from "drizzle-orm";
import { drawNumber } from "@/modules/shop/number-series";
import { shopSettings } from "@/modules/shop/schema";
import { requireActorId, type TxContext } from "@/platform/context";
import type { LateNumber } from "@/platform/late-number";
import type { orderTotals } from "./order";
import { insertLines, type PricedLine } from "./order-lines";
import { orders } from "./schema";

type NewOrder = {
  orderId: string;
  customerId: string;
  warehouseId: string;
  note?: string | undefined;
  status: "draft" | "confirmed" | "on_hold";
  holdReason?: string | null;
  lines: readonly PricedLine[];
  totals: Pick<ReturnType<typeof orderTotals>, "net" | "tax">;
  /** When and by whom it was sold, where that is not now. */
  sold?: { by: string; at: Date; confirmedAt: Date | null };
};

/**
 * Writes an order with the last statement of the transaction, which draws its number. Foreign keys are checked at the
 * end of the statement, so lines and order may be written side by side.
 */
export function writeOrder(ctx: TxContext, order: NewOrder): LateNumber {
  const number = drawNumber(ctx, "orders");
  const {
    by = requireActorId(ctx),
    at = ctx.now,
    confirmedAt = order.status === "draft" ? null : at,
  } = order.sold ?? {};
  ctx.pending.writes.push(
    insertLines(order.orderId, order.lines),
    sql`
    insert into ${orders}
      (id, number, customer_id, warehouse_id, status, hold_reason, note,
       currency, net_total, tax_total, placed_by, placed_at, confirmed_at)
    values (${order.orderId}::uuid, ${number.sql}, ${order.customerId}::uuid, ${order.warehouseId}::uuid,
            ${order.status}, ${order.holdReason ?? null}::text, ${order.note ?? ""},
            (select currency from ${shopSettings}), ${order.totals.net}::bigint, ${order.totals.tax}::bigint,
            ${by}::uuid, ${at.toISOString()}::timestamptz, ${confirmedAt?.toISOString() ?? null}::timestamptz)`,
  );
  return number;
}
