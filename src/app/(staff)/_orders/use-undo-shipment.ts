"use client";

import { trpc } from "@/client/trpc";
import { notify } from "@/ui/toast";
import type { NotifyOptions } from "@/ui/toast-options";

/** Nothing leaves within a minute. Whether a shipment may still be voided the clock of the database decides. */
export const UNDO_MS = 60_000;

/** Voids a shipment right after it was made, from a toast that outlives the dialog: how such a toast looks. */
export function useUndoShipment() {
  const { client } = trpc.useUtils();
  const undo = async (shipmentId: string) => {
    try {
      await client.orders.voidShipment.mutate({ shipmentId });
      notify.success("Shipment voided", { description: "Its items are back in their bins and reserved again." });
    } catch (error) {
      notify.error("The shipment was not voided", { ...(error instanceof Error && { description: error.message }) });
    }
  };
  return (shipmentId: string): NotifyOptions => ({
    action: { label: "Undo", run: () => void undo(shipmentId) },
    staysMs: UNDO_MS,
  });
}
