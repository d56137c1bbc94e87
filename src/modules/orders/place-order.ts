import { sql } from "drizzle-orm";
import { reserveStock } from "@/modules/inventory/reservations/reserve-stock";
import { drawNumber } from "@/modules/shop/number-series";
import { shopSettings } from "@/modules/shop/schema";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import { recordChange } from "@/platform/audit/record-change";
import { type Context, requireActorId, type TxContext } from "@/platform/context";
import type { LateNumber } from "@/platform/late-number";
import { emit } from "@/platform/outbox/emit";
import { settleBoth } from "@/platform/settle-both";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { toQuantity } from "@/shared/quantity";
import { orderConfirmed, orderPlaced, type PlaceOrder } from "./contract";
import { isAbove } from "./discounts/discount";
import { type orderTotals, formatOrderNumber } from "./order";
import { insertLines, type PricedLine, priceOrder, withIds } from "./order-lines";
import { discountAboveLimit } from "./refusals";
import { orders } from "./schema";

/**
 * Places an order; with `confirm` its stock is reserved too, or nothing happens at all. This is the hottest path of
 * the product, so it sends few statements, and the order itself is written with the last of them.
 */
export async function placeOrder(ctx: Context, input: PlaceOrder) {
  return inTransaction(ctx, async (ctx) => {
    assertWarehouse(ctx, input.warehouseId);
    const orderId = newId();
    const asked = { ...input, lines: withIds(input.lines) };
    const status = input.confirm ? "confirmed" : "draft";
    const [{ lines, totals, customerName, discount, discountMax }] = await settleBoth(
      priceOrder(ctx, asked, { hold: input.confirm ?? false }),
      input.confirm ? reserveLines(ctx, orderId, asked) : undefined,
    );
    if (input.confirm && isAbove(discount, discountMax))
      throw discountAboveLimit({ number: null, rate: discount.rateMax, limit: discountMax ?? 0 });
    const number = writeOrder(ctx, { ...input, orderId, lines, totals, status });

    recordChange(ctx, {
      entity: "order",
      entityId: orderId,
      label: formatOrderNumber(number),
      warehouseIds: [input.warehouseId],
      before: null,
      after: {
        status,
        customer: customerName,
        customerId: input.customerId,
        lines: lines.length,
        net: totals.net,
        tax: totals.tax,
      },
    });
    emit(ctx, orderPlaced, { orderId, customerId: input.customerId });
    if (input.confirm) emit(ctx, orderConfirmed, { orderId, customerId: input.customerId });
    return { orderId, number };
  });
}

const reserveLines = (
  ctx: TxContext,
  documentId: string,
  { warehouseId, lines }: { warehouseId: string; lines: ReturnType<typeof withIds> },
) =>
  reserveStock(ctx, {
    documentId,
    warehouseId,
    lines: lines.map(({ id, variantId, quantity }) => ({ lineId: id, variantId, quantity: toQuantity(quantity) })),
  });

type NewOrder = Omit<PlaceOrder, "lines"> & {
  orderId: string;
  status: "draft" | "confirmed";
  lines: readonly PricedLine[];
  totals: ReturnType<typeof orderTotals>;
};

/** Foreign keys are checked at the end of the statement, so lines and order may be written side by side. */
function writeOrder(ctx: TxContext, order: NewOrder): LateNumber {
  const number = drawNumber(ctx, "orders");
  const placedAt = ctx.now.toISOString();
  const confirmedAt = order.status === "confirmed" ? placedAt : null;
  ctx.pending.writes.push(
    insertLines(order.orderId, order.lines),
    sql`
    insert into ${orders}
      (id, number, customer_id, warehouse_id, status, note,
       currency, net_total, tax_total, placed_by, placed_at, confirmed_at)
    values (${order.orderId}::uuid, ${number.sql}, ${order.customerId}::uuid, ${order.warehouseId}::uuid,
            ${order.status}, ${order.note ?? ""},
            (select currency from ${shopSettings}), ${order.totals.net}::bigint, ${order.totals.tax}::bigint,
            ${requireActorId(ctx)}::uuid, ${placedAt}::timestamptz, ${confirmedAt}::timestamptz)`,
  );
  return number;
}
