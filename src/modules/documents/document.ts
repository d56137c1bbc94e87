import type { OrderStatus } from "@/modules/orders/order";

/** What can be printed of an order, and of one of its shipments or returns. */
const ORDER_DOCUMENTS = ["quote", "order-confirmation", "pick-list"] as const;
export type OrderDocument = (typeof ORDER_DOCUMENTS)[number];
export const DOCUMENT_KINDS = [...ORDER_DOCUMENTS, "packing-slip", "return-slip"] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** As the screens call them. */
export const DOCUMENT_NAMES = {
  quote: "Quote",
  "order-confirmation": "Order confirmation",
  "pick-list": "Pick list",
  "packing-slip": "Packing slip",
  "return-slip": "Return slip",
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

/** Where a browser opens it: of an order by the order's id, a slip by that of the shipment or return. */
export const documentPath = (kind: DocumentKind, id: string): string => `/api/documents/${kind}/${id}`;
