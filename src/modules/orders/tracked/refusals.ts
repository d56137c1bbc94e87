import { defineError } from "@/shared/error";

export const shipmentHandedOver = defineError<{ shipment: string }>(
  "orders.shipment-handed-over",
  "conflict",
  ({ shipment }) =>
    `Parcels of shipment ${shipment} were handed over to their carrier, so it can't be voided. If they are still ` +
    "here, take them back first. Nothing was changed.",
);
