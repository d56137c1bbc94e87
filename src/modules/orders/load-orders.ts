import { continueSeries } from "@/modules/shop/number-series";
import type { TxContext } from "@/platform/context";
import { insertRows } from "@/platform/database/rows";
import { orderLines, orders, shipmentLines, shipments } from "./schema";

/** What the database works out by itself. */
type Derived =
  | "cancelledNet"
  | "cancelledTax"
  | "shippingCancelled"
  | "partlyShipped"
  | "toInvoice"
  | "paid"
  | "refunded"
  | "dueOn"
  | "dueByHand";
type DerivedOfLine = "cancelledNet" | "cancelledTax" | "claimed" | "returned" | "credited" | "returnFee";
/** What no loaded order has: anything off it as a whole or in money, a shipping charge, a carrier, a promised day. */
type Terms =
  | "taxBasis"
  | "roundsTaxOnce"
  | "discountRate"
  | "discountAmount"
  | "shippingPrice"
  | "shippingTaxRate"
  | "shippingNet"
  | "shippingTax"
  | "carrierId"
  | "carrierService";
type TermsOfLine =
  | "discountAmount"
  | "orderDiscount"
  | "promisedOn"
  | "taxCategory"
  | "taxReason"
  | "takesListedPrice"
  | "priceListId";
/** What an operator may have no record of. */
type Optional = "deliveryAddress" | "billingAddress";
type Row = typeof orders.$inferSelect;
export type LoadedOrder = Omit<Row, Derived | Terms | Optional> & Partial<Pick<Row, Optional>>;
export type LoadedOrderLine = Omit<typeof orderLines.$inferSelect, DerivedOfLine | TermsOfLine>;
type Loaded = {
  orders: readonly LoadedOrder[];
  orderLines: readonly LoadedOrderLine[];
  shipments: readonly Omit<typeof shipments.$inferSelect, "voidedAt" | "voidedBy" | "voidReason" | "toPack">[];
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
