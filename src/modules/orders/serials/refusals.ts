import { defineError } from "@/shared/error";

/** Nobody has picked the pieces, so nobody knows which of them leave. */
export const serialsNotChosen = defineError<{ number: number; skus: string[] }>(
  "orders.serials-not-chosen",
  "conflict",
  ({ number, skus }) =>
    `Each item of ${skus.join(", ")} has a serial number. Choose which items ship with order #${number}, ` +
    "or pick them with a pick list. Nothing was shipped.",
);
