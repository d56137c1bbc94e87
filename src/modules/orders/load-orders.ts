import { continueSeries } from "@/modules/shop/number-series";
import type { TxContext } from "@/platform/context";
import { insertRows } from "@/platform/database/rows";
import { orderLines, orders, shipmentLines, shipments } from "./schema";

/** What the database works out by itself. */
type Derived = "cancelledNet" | "cancelledTax" | "partlyShipped" | "paid" | "refunded" | "dueOn";
type Loaded = {
  orders: readonly Omit<typeof orders.$inferSelect, Derived>[];
  orderLines: readonly Omit<typeof orderLines.$inferSelect, "cancelledNet" | "cancelledTax">[];
  shipments: readonly Omit<typeof shipments.$inferSelect, "voidedAt" | "voidedBy" | "voidReason">[];
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
