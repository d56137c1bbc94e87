import { type SQL, sql } from "drizzle-orm";
import { orderLines, orders } from "@/modules/orders/schema";
import { invoicedParts } from "./schema";

/** Whether an order is to be invoiced of which something ships now: where it is on no invoice. Else a trigger says. */
export const toInvoiceOnceShipped = (orderId: string): SQL => sql`${orders.toInvoice} or not exists (
  select from ${invoicedParts} part where part.order_id = ${orderId}::uuid)`;

/** How many items of an order have shipped and are on no invoice, less what came back. `row` names the order. */
export const toInvoiceOf = (row: SQL): SQL => sql`(case when ${row}.to_invoice then (
  select sum(greatest(0, line.shipped - line.credited - coalesce(part.quantity, 0)))
    from ${orderLines} line left join ${invoicedParts} part on part.id = line.id
   where line.order_id = ${row}.id) else 0 end)`;
