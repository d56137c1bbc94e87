import { continueSeries } from "@/modules/shop/number-series";
import type { TxContext } from "@/platform/context";
import { insertRows } from "@/platform/database/rows";
import { orderLines, orders, shipmentLines, shipments } from "./schema";

type Loaded = {
  orders: readonly (typeof orders.$inferSelect)[];
  orderLines: readonly (typeof orderLines.$inferSelect)[];
  shipments: readonly (typeof shipments.$inferSelect)[];
  shipmentLines: readonly (typeof shipmentLines.$inferSelect)[];
  /** The number the next order will get. */
  nextOrderNumber: number;
};

/** Inserts orders as they are and continues numbering after them: an operator's bulk restore. */
export async function loadOrders(ctx: TxContext, rows: Loaded): Promise<void> {
  await insertRows(ctx, orders, rows.orders);
  await insertRows(ctx, orderLines, rows.orderLines);
  await insertRows(ctx, shipments, rows.shipments);
  await insertRows(ctx, shipmentLines, rows.shipmentLines);
  await continueSeries(ctx, "orders", rows.nextOrderNumber);
}
