import { takeNumber } from "@/modules/shop/number-series";
import { requireActorId, type TxContext } from "@/platform/context";
import type { Quantity } from "@/shared/quantity";
import type { InvoiceContent, TaxPart } from "./content";
import { type InvoiceKind, seriesOf } from "./invoice";
import { invoiceLines, invoices } from "./schema";

type NewInvoice = {
  id: string;
  kind: InvoiceKind;
  orderId: string;
  correctsId: string | null;
  content: InvoiceContent;
  logo: string | null;
  lines: readonly NewLine[];
};

type NewLine = TaxPart & {
  id: string;
  /** Null for shipping. */
  orderLineId: string | null;
  /** The line of an invoice that this takes back. */
  correctsLineId: string | null;
  /** Off a fee, which may be billed again. */
  takesFeeBack?: boolean;
  quantity: Quantity;
};

export type Issued = { invoiceId: string; kind: InvoiceKind; year: number; number: number };

/**
 * Writes an invoice or credit note under the next number of its series. The caller holds the order, and draws nothing
 * after: whoever issues next waits for the row of the series.
 */
export async function writeInvoice(ctx: TxContext, invoice: NewInvoice): Promise<Issued> {
  const { id, kind, orderId, correctsId, content, logo, lines } = invoice;
  const year = Number(content.issuedOn.slice(0, 4));
  const number = await takeNumber(ctx, seriesOf(kind, year));
  await ctx.db.insert(invoices).values({
    id,
    kind,
    year,
    number,
    orderId,
    correctsId,
    currency: content.currency,
    netTotal: content.totals.net,
    taxTotal: content.totals.tax,
    issuedOn: content.issuedOn,
    dueOn: content.dueOn,
    issuedBy: requireActorId(ctx),
    issuedAt: ctx.now,
    content,
    logo,
  });
  await ctx.db.insert(invoiceLines).values(
    lines.map(({ rate: taxRate, category: taxCategory, ...line }, index) => ({
      ...line,
      invoiceId: id,
      orderId,
      position: index + 1,
      taxRate,
      taxCategory,
    })),
  );
  return { invoiceId: id, kind, year, number };
}
