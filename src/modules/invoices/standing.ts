import { type SQL, sql } from "drizzle-orm";
import { shopToday } from "@/modules/shop/shop-today";
import type { InvoiceFilter } from "./invoice";
import { invoiceBalances, invoices } from "./schema";

export const TOTAL: SQL = sql`(${invoices.netTotal} + ${invoices.taxTotal})`;

/** What credit notes took back of an invoice. */
export const CREDITED: SQL = sql`(
  select coalesce(sum(note.net_total + note.tax_total), 0) from ${invoices} note
   where note.corrects_id = ${invoices}.id)`;

/** What is left to pay, as `invoice_balances` has it; nothing of a credit note. */
export const OPEN: SQL = sql`coalesce(${invoiceBalances.open}, 0)`;

export const isOverdue: SQL = sql`(${invoices.dueOn} < ${shopToday} and ${OPEN} > 0)`;

const OPEN_NOW = sql`open > 0`;
const isAmong = (condition: SQL): SQL =>
  sql`(${invoices.id} in (select invoice_id from ${invoiceBalances} kept where ${condition}))`;

/** Found by an index, wherever in the list they stand: of what was ever issued few may be open, or paid. */
export const INVOICE_CONDITIONS: Record<InvoiceFilter, SQL> = {
  open: isAmong(OPEN_NOW),
  overdue: isAmong(sql`${OPEN_NOW} and due_on < ${shopToday}`),
  paid: isAmong(sql`is_paid`),
  /** Whole or in part: the credit notes say which. */
  credited: sql`${invoices.id} in (select corrects_id from ${invoices} note where corrects_id is not null)`,
};
