import { statusLabel, type OrderStatus } from "@/modules/orders/order";
import { defineError } from "@/shared/error";
import { formatMoney } from "@/shared/money";

/** What the business refuses of invoices, as sentences for people with the facts as data. */

export const invoiceNotFound = defineError<Record<string, never>>(
  "invoices.not-found",
  "not-found",
  () => "This invoice doesn't exist, or its order belongs to a warehouse that you have no access to.",
);

export const shopIncomplete = defineError<{ missing: string[] }>(
  "invoices.shop-incomplete",
  "conflict",
  ({ missing }) =>
    `An invoice says who it is from, and the settings of the shop lack its ${missing.join(" and ")}. ` +
    "Ask an administrator to fill that in, then issue the invoice. Nothing was issued.",
);

export const orderNotInvoiceable = defineError<{ number: number; status: OrderStatus }>(
  "invoices.order-not-invoiceable",
  "conflict",
  ({ number, status }) =>
    `Order #${number} is ${statusLabel(status)}, and an invoice is issued once it is confirmed. Nothing was issued.`,
);

export const nothingToInvoice = defineError<{ number: number }>(
  "invoices.nothing-to-invoice",
  "conflict",
  ({ number }) =>
    `Nothing of order #${number} is left to invoice: what has shipped is invoiced already, or came back. ` +
    "Nothing was issued.",
);

export const issuedMeanwhile = defineError<{ number: number; issued: string }>(
  "invoices.issued-meanwhile",
  "conflict",
  ({ number, issued }) =>
    `${issued} was issued for order #${number} since you looked. Check what is left, then try again. ` +
    "Nothing was issued.",
);

export const creditNotesAreFinal = defineError<{ invoice: string }>(
  "invoices.credit-notes-are-final",
  "conflict",
  ({ invoice }) =>
    `${invoice} is a credit note, which is not credited again. Invoice the items of its order anew. ` +
    "Nothing was issued.",
);

export const nothingToCredit = defineError<{ invoice: string }>(
  "invoices.nothing-to-credit",
  "conflict",
  ({ invoice }) => `All of ${invoice} is credited already. Nothing was issued.`,
);

export const lineNotOfInvoice = defineError<{ invoice: string }>(
  "invoices.line-not-of-invoice",
  "not-found",
  ({ invoice }) => `A line doesn't belong to ${invoice}. Reload the page. Nothing was issued.`,
);

export const creditsTooMuch = defineError<{ invoice: string; line: string; left: number; leftAmount: number }>(
  "invoices.credits-too-much",
  "conflict",
  ({ invoice, line, left, leftAmount }) =>
    `Of ${line} on ${invoice}, ${left} at ${formatMoney(leftAmount)} are left to credit. Enter at most that. ` +
    "Nothing was issued.",
);
