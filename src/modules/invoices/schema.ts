import { sql } from "drizzle-orm";
import { boolean, check, date, foreignKey, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { TAX_CODES } from "@/modules/catalog/taxes/tax";
import { orderLines, orders } from "@/modules/orders/schema";
import { LOGO_TYPES } from "@/modules/shop/shop";
import { users } from "@/modules/users/schema";
import {
  count,
  id,
  instant,
  jsonObject,
  money,
  objectCheck,
  quantity,
  rate,
  safeIntegerCheck,
} from "@/platform/database/columns";
import type { InvoiceContent } from "./content";
import { INVOICE_KINDS } from "./invoice";

/** A logo as it stood on invoices, under the hash of its bytes: the shop may have another by now. */
export const invoiceLogos = pgTable(
  "invoice_logos",
  {
    sha256: text("sha256").primaryKey(),
    type: text("type", { enum: LOGO_TYPES }).notNull(),
    base64: text("base64").notNull(),
  },
  (t) => [check("invoice_logos_type_is_known", sql`${t.type} in ('image/png', 'image/jpeg', 'image/webp')`)],
);

/** Invoices and credit notes, never changed once issued: triggers and grants refuse it. */
export const invoices = pgTable(
  "invoices",
  {
    id: id(),
    kind: text("kind", { enum: INVOICE_KINDS }).notNull(),
    /** Of the day on which it was issued, by the shop's calendar. */
    year: integer("year").notNull(),
    number: count("number").notNull(),
    orderId: uuid("order_id")
      .notNull()
      .references(() => orders.id),
    /** Of a credit note: the invoice that it takes back, in part or whole. */
    correctsId: uuid("corrects_id"),
    currency: text("currency").notNull(),
    netTotal: money("net_total").notNull(),
    taxTotal: money("tax_total").notNull(),
    issuedOn: date("issued_on").notNull(),
    dueOn: date("due_on"),
    issuedBy: uuid("issued_by")
      .notNull()
      .references(() => users.id),
    issuedAt: instant("issued_at").notNull(),
    content: jsonObject<InvoiceContent>("content").notNull(),
    logo: text("logo").references(() => invoiceLogos.sha256),
  },
  (t) => [
    unique("invoices_number_is_taken").on(t.kind, t.year, t.number),
    unique("invoices_are_of_one_order").on(t.id, t.orderId),
    foreignKey({
      name: "invoices_correct_one_of_their_order",
      columns: [t.correctsId, t.orderId],
      foreignColumns: [t.id, t.orderId],
    }),
    index("invoices_of_order").on(t.orderId, t.id),
    index("invoices_by_number").on(t.number),
    index("invoices_that_correct")
      .on(t.correctsId)
      .where(sql`${t.correctsId} is not null`),
    index("invoices_by_due_day")
      .on(t.dueOn)
      .where(sql`${t.dueOn} is not null`),
    check("invoices_kind_is_known", sql`${t.kind} in ('invoice', 'credit-note')`),
    check("invoices_credit_notes_correct_one", sql`(${t.kind} = 'credit-note') = (${t.correctsId} is not null)`),
    check("invoices_year_is_that_of_the_day", sql`${t.year} = extract(year from ${t.issuedOn})`),
    check("invoices_credit_notes_are_never_due", sql`${t.kind} = 'invoice' or ${t.dueOn} is null`),
    check("invoices_come_to_something_or_nothing", sql`${t.netTotal} >= 0 and ${t.taxTotal} >= 0`),
    objectCheck("invoices", t.content),
    safeIntegerCheck("invoices", t.number),
    safeIntegerCheck("invoices", t.netTotal),
    safeIntegerCheck("invoices", t.taxTotal),
  ],
);

/** What of which order line an invoice bills, and what of it a credit note takes back. */
export const invoiceLines = pgTable(
  "invoice_lines",
  {
    id: id(),
    invoiceId: uuid("invoice_id").notNull(),
    orderId: uuid("order_id").notNull(),
    position: integer("position").notNull(),
    /** Null is shipping. */
    orderLineId: uuid("order_line_id").references(() => orderLines.id),
    correctsLineId: uuid("corrects_line_id"),
    /** Of a credit note: takes a fee back with its invoice, so that it may be billed again. Otherwise it is waived. */
    takesFeeBack: boolean("takes_fee_back").notNull().default(false),
    quantity: quantity("quantity").notNull(),
    net: money("net").notNull(),
    tax: money("tax").notNull(),
    taxRate: rate("tax_rate").notNull(),
    taxCategory: text("tax_category", { enum: TAX_CODES }).notNull(),
  },
  (t) => [
    unique("invoice_lines_position_is_taken").on(t.invoiceId, t.position),
    foreignKey({
      name: "invoice_lines_are_of_the_order_of_their_invoice",
      columns: [t.invoiceId, t.orderId],
      foreignColumns: [invoices.id, invoices.orderId],
    }),
    foreignKey({ name: "invoice_lines_correct_a_line", columns: [t.correctsLineId], foreignColumns: [t.id] }),
    index("invoice_lines_of_order_line").on(t.orderLineId),
    index("invoice_lines_that_correct")
      .on(t.correctsLineId)
      .where(sql`${t.correctsLineId} is not null`),
    check("invoice_lines_bill_something", sql`${t.quantity} >= 0 and ${t.net} >= 0 and ${t.tax} >= 0`),
    check(
      "invoice_lines_take_a_fee_back_without_items",
      sql`not ${t.takesFeeBack} or (${t.correctsLineId} is not null and ${t.quantity} = 0)`,
    ),
    check("invoice_lines_tax_is_part_of_a_whole", sql`${t.taxRate} between 0 and 1000000`),
    check("invoice_lines_tax_category_is_known", sql`${t.taxCategory} in ('S', 'Z', 'AE', 'E', 'K', 'G', 'O')`),
    check("invoice_lines_tax_is_due_in_category_s", sql`${t.taxCategory} = 'S' or (${t.tax} = 0 and ${t.taxRate} = 0)`),
    safeIntegerCheck("invoice_lines", t.quantity),
    safeIntegerCheck("invoice_lines", t.net),
    safeIntegerCheck("invoice_lines", t.tax),
  ],
);

/**
 * What is left to pay of each invoice, for lists of those that are open, and those that are paid: among all that were
 * ever issued both may be few. Triggers keep it as invoices, credit notes and payments are written.
 */
export const invoiceBalances = pgTable(
  "invoice_balances",
  {
    invoiceId: uuid("invoice_id")
      .primaryKey()
      .references(() => invoices.id),
    open: money("open").notNull(),
    /** With money, and not by a credit note alone. */
    isPaid: boolean("is_paid").notNull(),
    /** As on the invoice. */
    dueOn: date("due_on"),
  },
  (t) => [
    index("invoice_balances_open")
      .on(t.invoiceId, t.dueOn)
      .where(sql`${t.open} > 0`),
    index("invoice_balances_paid")
      .on(t.invoiceId)
      .where(sql`${t.isPaid}`),
    check("invoice_balances_are_paid_or_open", sql`${t.open} >= 0 and not (${t.isPaid} and ${t.open} > 0)`),
    safeIntegerCheck("invoice_balances", t.open),
  ],
);
