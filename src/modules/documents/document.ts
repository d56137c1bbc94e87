import type { OrderStatus } from "@/modules/orders/order";

/** What can be printed of an order, and of one of its shipments or returns. */
const ORDER_DOCUMENTS = ["quote", "order-confirmation", "pick-list"] as const;
export type OrderDocument = (typeof ORDER_DOCUMENTS)[number];
/** Of an invoice or a credit note, by its own id. */
const INVOICE_DOCUMENTS = ["invoice", "credit-note"] as const;
export const DOCUMENT_KINDS = [...ORDER_DOCUMENTS, "packing-slip", "return-slip", ...INVOICE_DOCUMENTS] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** As the screens call them. */
export const DOCUMENT_NAMES = {
  quote: "Quote",
  "order-confirmation": "Order confirmation",
  "pick-list": "Pick list",
  "packing-slip": "Packing slip",
  "return-slip": "Return slip",
  invoice: "Invoice",
  "credit-note": "Credit note",
} as const satisfies Record<DocumentKind, string>;

const OF_STATUS = {
  draft: ["quote"],
  confirmed: ["order-confirmation", "pick-list"],
  on_hold: ["order-confirmation"],
  completed: ["order-confirmation"],
  cancelled: [],
} as const satisfies Record<OrderStatus, readonly OrderDocument[]>;

/** What may be printed of an order: a quote promises nothing, and there is something to pick while it may ship. */
export const documentsOf = (status: OrderStatus): readonly OrderDocument[] => OF_STATUS[status];

/** Where a browser opens it: of an order by its id, a slip by that of the shipment or return, an invoice by its own. */
export const documentPath = (kind: DocumentKind, id: string): string => `/api/documents/${kind}/${id}`;

/** What is stuck on a parcel: a page to print, or the language of label printers. */
export const LABEL_KINDS = ["parcel-label", "parcel-zpl"] as const;
export type LabelKind = (typeof LABEL_KINDS)[number];

/** Labels of one parcel or of many, each on a page of its own. */
export function labelPath(kind: LabelKind, [first = "", ...others]: readonly string[]): string {
  const also = others.length > 0 ? `?also=${others.join(",")}` : "";
  return `/api/documents/${kind}/${first}${also}`;
}

/** A pick list as somebody walks it, or all lists of a wave, each on pages of its own. */
export const PICK_SHEET_KINDS = ["pick-sheet", "wave"] as const;
export type PickSheetKind = (typeof PICK_SHEET_KINDS)[number];
export const pickSheetPath = (kind: PickSheetKind, id: string): string => `/api/documents/${kind}/${id}`;

/** What an invoice carries in its PDF, by itself. */
export const E_INVOICE = "e-invoice";
export const eInvoicePath = (invoiceId: string): string => `/api/documents/${E_INVOICE}/${invoiceId}`;

/** Many that were printed into one file. */
export const PRINT_RUN = "printed";
export const printRunPath = (runId: string): string => `/api/documents/${PRINT_RUN}/${runId}`;

/** What an email carried, to the byte. */
export const SENT_PDF = "sent";
export const sentPdfPath = (mailId: string): string => `/api/documents/${SENT_PDF}/${mailId}`;
