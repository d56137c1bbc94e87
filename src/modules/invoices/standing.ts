import { type SQL, sql, Subquery } from "drizzle-orm";
import { orders } from "@/modules/orders/schema";
import { shopToday } from "@/modules/shop/shop-today";
import type { InvoiceFilter } from "./invoice";
import { invoices } from "./schema";

/**
 * What is credited of each invoice, and left to pay of it. What was paid for an order pays its oldest invoice first.
 * What was given back is taken from that as far as credit notes say; beyond them it is goodwill, and opens nothing, as
 * on the order.
 */
export const invoiceSums: Subquery<"sums"> = new Subquery(
  sql`
  select coalesce(sum(other.total) filter (where other.corrects_id = ${invoices.id}), 0) as credited,
         coalesce(sum(other.total) filter (where other.kind = 'credit-note'), 0) as credited_of_order,
         coalesce(sum(other.total) filter (where other.kind = 'invoice' and other.id < ${invoices.id}), 0)
         - coalesce(sum(other.total) filter (where other.corrects_id < ${invoices.id}), 0) as earlier
    from (select *, net_total + tax_total as total from ${invoices}) other
   where other.order_id = ${invoices.orderId}`,
  {},
  "sums",
);

export const TOTAL: SQL = sql`(${invoices.netTotal} + ${invoices.taxTotal})`;
export const CREDITED: SQL = sql`sums.credited`;
const money = sql`(${orders.paid} - least(${orders.refunded}, sums.credited_of_order))`;
/** Nothing is left to pay of a credit note. */
export const OPEN: SQL = sql`(case when ${invoices.kind} = 'invoice' then
  greatest(0, least(${TOTAL} - sums.credited, sums.earlier + ${TOTAL} - sums.credited - ${money})) else 0 end)`;

export const isOverdue: SQL = sql`(${invoices.dueOn} < ${shopToday} and ${OPEN} > 0)`;

export const INVOICE_CONDITIONS: Record<InvoiceFilter, SQL> = {
  open: sql`${OPEN} > 0`,
  overdue: isOverdue,
  paid: sql`(${invoices.kind} = 'invoice' and ${OPEN} = 0 and sums.credited < ${TOTAL})`,
  /** Whole or in part: the credit notes say which. */
  credited: sql`${invoices.id} in (select corrects_id from ${invoices} note where corrects_id is not null)`,
};
