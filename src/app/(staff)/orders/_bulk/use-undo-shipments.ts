"use client";

import { type Outcome, runEach } from "@/app/(staff)/_bulk/run-each";
import { UNDO_MS } from "@/app/(staff)/_orders/use-undo-shipment";
import { trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { formatCount } from "@/shared/plural";
import { notify } from "@/ui/toast";
import type { NotifyOptions } from "@/ui/toast-options";

export type Shipped = { shipmentId: string; orderNumber: number };

const TOAST = "undo-shipments";

/**
 * Voids all that a run has shipped, by one press, from a toast that outlives the dialog: each shipment as from its own
 * order's page. What can't be voided, as its carrier has a parcel of it, is named with the reason.
 */
export function useUndoShipments() {
  const { client } = trpc.useUtils();
  const undo = async (shipped: readonly Shipped[]) => {
    const outcomes = new Map<Shipped, Outcome>();
    await runEach(shipped, {
      send: async ({ shipmentId }) => {
        notify.info(`Voiding ${outcomes.size} of ${formatCount(shipped.length, "shipment")}`, { id: TOAST });
        await client.orders.voidShipment.mutate({ shipmentId });
        return undefined;
      },
      onOutcome: (each, outcome) => outcomes.set(each, outcome),
      isStopped: () => false,
    });
    const left = shipped.filter((each) => outcomes.get(each)?.state !== "done");
    if (left.length === 0)
      return notify.success(`${formatCount(shipped.length, "shipment")} voided`, {
        id: TOAST,
        description: "Their items are back in their bins and reserved again.",
      });
    const unsent = left.filter((each) => outcomes.get(each)?.state !== "refused");
    return notify.warning(`${shipped.length - left.length} of ${formatCount(shipped.length, "shipment")} voided`, {
      id: TOAST,
      description: left
        .map((each) => `${formatOrderNumber(each.orderNumber)}: ${outcomes.get(each)?.message ?? "Not sent."}`)
        .join("\n"),
      staysMs: UNDO_MS,
      ...(unsent.length > 0 && { action: { label: "Try again", run: () => void undo(unsent) } }),
    });
  };
  /** `shipped` may still grow by the order under way. */
  return (shipped: readonly Shipped[]): NotifyOptions => ({
    action: { label: "Undo", run: () => void undo([...shipped]) },
    staysMs: UNDO_MS,
  });
}
