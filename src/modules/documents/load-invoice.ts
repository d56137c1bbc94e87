import { electronicProblems, isElectronic } from "@/modules/invoices/content";
import { getWritten } from "@/modules/invoices/get-written";
import { formatInvoiceNumber, type InvoiceKind } from "@/modules/invoices/invoice";
import type { Context } from "@/platform/context";
import { noEInvoice } from "./contract";
import { DOCUMENT_NAMES } from "./document";
import { writeCrossIndustryInvoice } from "./electronic/cross-industry-invoice";
import { figuresOf } from "./figures";
import { letterheadOf, logoOf } from "./load-letterhead";
import type { LoadedDocument } from "./sheet";
import { invoiceSheet } from "./sheets/invoice-sheet";
import { localeOf, textsOf } from "./texts/languages";

/** By the name that readers of Factur-X look for. */
const XML_NAME = "factur-x.xml";

/**
 * An invoice or credit note as it was issued: the same whatever has become of order, customer and shop, to the byte,
 * and with what machines read of it attached. @throws invoiceNotFound
 */
export async function loadInvoice(
  ctx: Context,
  { kind, id }: { kind: InvoiceKind; id: string },
): Promise<LoadedDocument> {
  const { content, logo, issuedAt, orderId, ...named } = await getWritten(ctx, { kind, invoiceId: id });
  const number = formatInvoiceNumber(named);
  const { language, locale, currency, seller } = content;
  const texts = textsOf(language);
  // Days were written down by the calendar of the shop, and moments are none of an invoice.
  const figures = figuresOf({ locale: localeOf(language, locale), currency, timeZone: "UTC" });
  const letterhead = letterheadOf(
    seller,
    { texts, figures },
    logo === null ? null : await logoOf(Buffer.from(logo, "base64")),
  );
  const attached = isElectronic(content);
  return {
    sheet: invoiceSheet(content, { number, letterhead, texts, figures, isElectronic: attached }),
    language,
    createdAt: issuedAt,
    number,
    orderId,
    fileName: `${DOCUMENT_NAMES[kind].replaceAll(" ", "-")}-${number}.pdf`,
    ...(attached && { attachment: { name: XML_NAME, xml: writeCrossIndustryInvoice(content, number) } }),
  };
}

/** What the PDF carries, as a file of its own. @throws invoiceNotFound, noEInvoice */
export async function loadEInvoice(ctx: Context, invoiceId: string): Promise<{ fileName: string; xml: string }> {
  const { content, ...named } = await getWritten(ctx, { kind: null, invoiceId });
  const problems = electronicProblems(content);
  if (problems.length > 0) throw noEInvoice({ problems });
  const number = formatInvoiceNumber(named);
  return { fileName: `${number}.xml`, xml: writeCrossIndustryInvoice(content, number) };
}
