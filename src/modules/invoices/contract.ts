import * as z from "zod";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";
import { PRICE_MAX } from "@/shared/money";
import { Paging } from "@/shared/paging";
import { QUANTITY_MAX } from "@/shared/quantity";
import { SearchText } from "@/shared/search";
import type { Staleness } from "@/shared/staleness";
import { CREDIT_REASON_CHARACTERS_MAX, INVOICE_FILTERS, INVOICE_SCOPES } from "./invoice";

const LINES_MAX = 201;

/** How many invoices and credit notes of the order the person saw: of two who issue at once the second is told. */
const Seen = z.number().int().min(0);

/** Of what has shipped nothing is on two invoices, so it may be issued without having seen them, as in lists. */
export const IssueInvoice = z
  .strictObject({ orderId: Id, scope: z.enum(INVOICE_SCOPES), seen: Seen.optional() })
  .refine(({ scope, seen }) => scope === "shipped" || seen !== undefined, {
    message: "Say how many invoices you saw of this order.",
    path: ["seen"],
  });
export type IssueInvoice = z.infer<typeof IssueInvoice>;

/** So many items of a line, or an amount off it as its price is written, with or without tax. */
const CreditedLine = z
  .strictObject({
    invoiceLineId: Id,
    quantity: z.number().int("Enter a whole number.").min(1, "Enter at least 1.").max(QUANTITY_MAX).optional(),
    amount: z.number().int().min(1, "Enter an amount above 0.").max(PRICE_MAX).optional(),
  })
  .refine(
    ({ quantity, amount }) => (quantity === undefined) !== (amount === undefined),
    "Enter either items or an amount.",
  );
export type CreditedLine = z.infer<typeof CreditedLine>;

const namesEachOnce = (lines: readonly CreditedLine[]): boolean =>
  new Set(lines.map(({ invoiceLineId }) => invoiceLineId)).size === lines.length;

/** Without lines, all that is left of the invoice is credited. */
export const CreditInvoice = z.strictObject({
  reason: z.string().trim().min(1, "Enter a reason.").max(CREDIT_REASON_CHARACTERS_MAX),
  invoiceId: Id,
  lines: z
    .array(CreditedLine)
    .min(1, "Choose what is credited.")
    .max(LINES_MAX)
    .refine(namesEachOnce, "A line of the invoice is named twice.")
    .optional(),
  seen: Seen,
});
export type CreditInvoice = z.infer<typeof CreditInvoice>;

export const InvoiceRef = z.strictObject({ invoiceId: Id });
export type InvoiceRef = z.infer<typeof InvoiceRef>;

export const InvoicedOrder = z.strictObject({ orderId: Id });
export type InvoicedOrder = z.infer<typeof InvoicedOrder>;

export const ListInvoices = Paging.extend({
  /** A number, or the first digits of none: numbers are found whole. */
  search: SearchText.optional(),
  state: z.enum(INVOICE_FILTERS).optional(),
  orderId: Id.optional(),
});
export type ListInvoices = z.infer<typeof ListInvoices>;

const InvoiceFact = z.object({ orderId: Id, customerId: Id, invoiceId: Id });
export const invoiceIssued = defineEvent("invoices.issued", InvoiceFact);
/** Of the credit note; what it corrects is of the same order. */
export const invoiceCredited = defineEvent("invoices.credited", InvoiceFact);

/** What is paid, and what there is to invoice, follows whatever happens to an order. */
export const INVOICES_STALENESS = {
  list: [
    { facts: ["invoices", "orders"], when: { orderId: [null] } },
    { facts: ["invoices", "orders"], about: "asked" },
    { facts: ["customers", "shop"] },
  ],
  get: [{ facts: ["invoices", "orders", "customers"], about: "shown" }, { facts: ["shop"] }],
  suggest: [{ facts: ["orders", "invoices"], about: "asked" }, { facts: ["customers", "catalog", "shop"] }],
} as const satisfies Staleness;
