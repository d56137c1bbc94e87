import { eq, sql } from "drizzle-orm";
import { variants } from "@/modules/catalog/schema";
import { stockReservations } from "@/modules/inventory/schema";
import { recordChange } from "@/platform/audit/record-change";
import type { TxContext } from "@/platform/context";
import { asCount } from "@/platform/database/numbers";
import { arrayOf } from "@/platform/database/rows";
import { emit } from "@/platform/outbox/emit";
import { orderFilled } from "./contract";
import { formatOrderNumber } from "./order";
import { findOrders } from "./shortages";

/**
 * Writes into an order's history that lines of it got what they had waited for, and says so where it waits for nothing
 * any more. Whoever brought the stock changed no order: inventory does not know them.
 */
export async function recordFilled(
  ctx: TxContext,
  { documentId: orderId, variantIds }: { documentId: string; variantIds: readonly string[] },
): Promise<void> {
  const order = (await findOrders(ctx, [orderId])).get(orderId);
  if (!order) return;
  const [[rest], filled] = await Promise.all([
    ctx.db
      .select({
        waiting: asCount(sql`coalesce(sum(${stockReservations.short} + ${stockReservations.backordered}), 0)`),
      })
      .from(stockReservations)
      .where(eq(stockReservations.documentId, orderId)),
    ctx.db
      .select({ sku: variants.sku })
      .from(variants)
      .where(sql`${variants.id} = any(${arrayOf(variantIds, "uuid")})`)
      .orderBy(variants.sku),
  ]);
  const waiting = rest?.waiting ?? 0;
  recordChange(ctx, {
    entity: "order",
    entityId: orderId,
    label: formatOrderNumber(order.number),
    warehouseIds: [order.warehouseId],
    before: {},
    after: { filled: filled.map(({ sku }) => sku).join(", "), waiting },
  });
  if (waiting === 0) emit(ctx, orderFilled, { orderId, customerId: order.customerId });
}
