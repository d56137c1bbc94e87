import type { Money } from "@/shared/money";

/*
 * Invoices and the credit notes that correct them. Both are called by their series, the year in which they were issued
 * by the shop's calendar, and a number without gaps: `INV-2026-1001`.
 */

export const INVOICE_KINDS = ["invoice", "credit-note"] as const;
export type InvoiceKind = (typeof INVOICE_KINDS)[number];

export const INVOICE_KIND_NAMES = {
  invoice: "Invoice",
  "credit-note": "Credit note",
} as const satisfies Record<InvoiceKind, string>;

const PREFIXES = { invoice: "INV", "credit-note": "CN" } as const satisfies Record<InvoiceKind, string>;

/** The series from which a kind draws its numbers in a year. */
export const seriesOf = (kind: InvoiceKind, year: number): string => `${kind}s-${year}`;

/** A number that is drawn with the transaction's last statement stands in texts by its token until then. */
type DrawnLate = { readonly toString: () => string };
type Named = { kind: InvoiceKind; year: number; number: number | DrawnLate };

export const formatInvoiceNumber = ({ kind, year, number }: Named): string => `${PREFIXES[kind]}-${year}-${number}`;

const NUMBER = /^(?:(?<prefix>INV|CN)\s*-?\s*)?(?:(?<year>20\d\d)\s*-\s*)?(?<digits>\d{1,12})$/i;

/** What typed text says of a number, as `inv-2026-1001`, `2026-1001` or `1001`; null where it is none. */
export function parseInvoiceNumber(text: string): { kind?: InvoiceKind; year?: number; number: number } | null {
  const { prefix, year, digits } = NUMBER.exec(text.normalize("NFKC").trim())?.groups ?? {};
  if (digits === undefined) return null;
  const kind = INVOICE_KINDS.find((each) => PREFIXES[each] === prefix?.toUpperCase());
  return { ...(kind && { kind }), ...(year && { year: Number(year) }), number: Number(digits) };
}

/** What is invoiced: what has shipped and is on no invoice yet, or all that is ordered, ahead of shipping. */
export const INVOICE_SCOPES = ["shipped", "ordered"] as const;
export type InvoiceScope = (typeof INVOICE_SCOPES)[number];

/** What lists are narrowed to. */
export const INVOICE_FILTERS = ["open", "overdue", "paid", "credited"] as const;
export type InvoiceFilter = (typeof INVOICE_FILTERS)[number];

type InvoiceState = "open" | "partly" | "paid" | "credited";

/** What is left to pay of an invoice is worked out of the payments of its order, which pay the oldest one first. */
export function invoiceState({ total, credited, open }: { total: Money; credited: Money; open: Money }): InvoiceState {
  if (credited > 0 && credited >= total) return "credited";
  if (open === 0) return "paid";
  return open < total - credited ? "partly" : "open";
}

export const CREDIT_REASON_CHARACTERS_MAX = 500;
