import { statusLabel, type OrderStatus } from "@/modules/orders/order";
import { defineError } from "@/shared/error";
import { DOCUMENT_NAMES, type DocumentKind } from "./document";

export const documentNotOfStatus = defineError<{ kind: DocumentKind; status: OrderStatus }>(
  "documents.not-of-status",
  "conflict",
  ({ kind, status }) =>
    `The order is ${statusLabel(status)}, and then it has no ${DOCUMENT_NAMES[kind].toLowerCase()}. ` +
    "Reload the order to see what it has.",
);

export const shipmentWasVoided = defineError<Record<string, never>>(
  "documents.shipment-was-voided",
  "conflict",
  () => "This shipment was voided and did not leave, so it has no packing slip. Reload the order.",
);

export const shipmentNotFound = defineError<Record<string, never>>(
  "documents.shipment-not-found",
  "not-found",
  () => "This shipment doesn't exist, or is of a warehouse you can't see.",
);

export const nothingToPick = defineError<Record<string, never>>(
  "documents.nothing-to-pick",
  "conflict",
  () => "Nothing of this order is left to be picked. Reload the order.",
);

export const noEInvoice = defineError<Record<string, never>>(
  "documents.no-e-invoice",
  "conflict",
  () =>
    "This invoice has no electronic form: that asks for the VAT number of the shop, for the customer's and the day " +
    "of delivery where tax is left out by it, and has no goods outside the scope of tax. The PDF holds without.",
);
