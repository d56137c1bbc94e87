import { defineError } from "@/shared/error";
import { formatCount } from "@/shared/plural";

type Asked = { orderLineId: string; sku: string; asked: number; left: number };

export const returnsTooMuch = defineError<{ number: number; lines: readonly Asked[] }>(
  "orders.returns-too-much",
  "conflict",
  ({ number, lines }) =>
    `Of what shipped for order #${number} less is left to come back: ` +
    `${lines.map(({ sku, asked, left }) => `${sku}: ${left} left, not ${asked}`).join("; ")}. ` +
    "The rest has come back, or another return is about it. Enter at most that. Nothing was changed.",
);

export const shipmentComesBack = defineError<{ shipment: string; skus: readonly string[] }>(
  "orders.shipment-comes-back",
  "conflict",
  ({ shipment, skus }) =>
    `Returns are about ${formatCount(skus.length, "item")} of shipment ${shipment}: ${skus.join(", ")}. ` +
    "It has left, so it can't be voided. Nothing was changed.",
);
