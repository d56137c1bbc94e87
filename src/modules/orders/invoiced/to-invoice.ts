import { type SQL, sql } from "drizzle-orm";
import { orderLines } from "@/modules/orders/schema";
import { invoicedParts } from "./schema";

/** How many items of an order have shipped and are on no invoice, less what came back. `row` names the order. */
export const toInvoiceOf = (row: SQL): SQL => sql`(case when ${row}.to_invoice then (
  select sum(greatest(0, line.shipped - line.credited - coalesce(part.quantity, 0)))
    from ${orderLines} line left join ${invoicedParts} part on part.id = line.id
   where line.order_id = ${row}.id) else 0 end)`;
