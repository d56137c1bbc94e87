import { anInvoice } from "./invoices";
import { order, type ShopAtWork } from "./shop-at-work";

/** What each mutation of documents accepts, for `VALID_INPUTS`. */
export const DOCUMENT_INPUTS = {
  printOrders: async (shop: ShopAtWork) => ({
    orderIds: [(await order(shop, "confirmed")).orderId],
    kind: "order-confirmation" as const,
  }),
  printInvoices: async (shop: ShopAtWork) => ({ invoiceIds: [(await anInvoice(shop)).invoiceId] }),
  send: async (shop: ShopAtWork) => ({
    subject: "Your order",
    kind: "order-confirmation" as const,
    documentId: (await order(shop, "confirmed")).orderId,
    recipient: "ada@example.com",
    body: "Hello Ada,\n\nhere is what you ordered.",
  }),
};
