"use client";

import { trpc } from "@/client/trpc";
import { notify } from "@/ui/toast";

/** Voids a shipment right after it was made, from a toast that outlives the dialog. */
export function useUndoShipment() {
  const { client } = trpc.useUtils();
  return async (shipmentId: string) => {
    try {
      await client.orders.voidShipment.mutate({ shipmentId });
      notify.success("Shipment voided", { description: "Its items are back in their bins and reserved again." });
    } catch (error) {
      notify.error("The shipment was not voided", { ...(error instanceof Error && { description: error.message }) });
    }
  };
}
