import { defineError } from "@/shared/error";

export const invoicedStays = defineError<{ number: number; skus: string[] }>(
  "orders.invoiced-stays",
  "conflict",
  ({ number, skus }) =>
    (skus.length > 0
      ? `Of order #${number} an invoice is issued for ${skus.join(", ")}, so price and quantity stay as it says. `
      : `An invoice is issued for order #${number}, so its customer and its shipping charge stay as it says. `) +
    "Issue a credit note for it, then change the order. Nothing was changed.",
);
