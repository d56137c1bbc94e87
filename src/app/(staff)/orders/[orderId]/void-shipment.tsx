"use client";

import { Undo2 } from "lucide-react";
import { useState } from "react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useCan } from "@/client/person";
import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { formatShipmentNumber } from "@/modules/orders/order";
import { binsArchived } from "@/modules/orders/refusals";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { DateTime } from "@/ui/date-time";
import { Field } from "@/ui/field";
import { deferred } from "@/ui/on-demand";
import { Textarea } from "@/ui/textarea";
import { notify } from "@/ui/toast";

const ArchivedBins = deferred(() =>
  import("./archived-bins").then(
    (file) => file.ArchivedBins,
    () => () => null,
  ),
);

type VoidShipmentProps = { order: Order; shipment: Order["shipments"][number] };

/** Offered as long as the shipment has not left. */
export function VoidShipment({ order, shipment }: VoidShipmentProps) {
  const mayVoid = useCan("orders.void-shipment");
  const [reason, setReason] = useState("");
  const voidShipment = trpc.orders.voidShipment.useMutation();
  if (!mayVoid || shipment.voidableUntil === null) return null;

  const { error } = voidShipment;
  const number = formatShipmentNumber(order.number, shipment.sequence);
  const act = async () => {
    await voidShipment.mutateAsync({ shipmentId: shipment.id, ...(reason.trim() && { reason }) });
    notify.success(`Shipment ${number} voided`);
  };
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" icon={<Undo2 aria-hidden />} aria-label={`Void shipment ${number}`}>
          Void
        </Button>
      }
      title={`Void shipment ${number}?`}
      confirm="Void shipment"
      cancel="Keep shipment"
      onConfirm={act}
    >
      <p>Only for items that are still here. Once they have left, the shipment must stay.</p>
      <ul className="mt-1.5 list-disc pl-4">
        {consequencesOf(order, shipment).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        <li>
          The shipment stays in the history as voided. It can be voided until{" "}
          <DateTime at={shipment.voidableUntil} mode="datetime" />.
        </li>
      </ul>
      {error && refusalOf(error).code === binsArchived.code && <ArchivedBins of={error} />}
      <Field label="Reason" optional className="mt-3 text-foreground">
        {(control) => (
          <Textarea {...control} rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
    </ConfirmDialog>
  );
}

function consequencesOf({ status }: Order, { lines }: Order["shipments"][number]): string[] {
  const items = formatCount(
    lines.reduce((sum, line) => sum + line.quantity, 0),
    "item",
  );
  if (status === "cancelled")
    return [`${items} go back into their bins, available to other orders.`, "The order stays cancelled."];
  return [
    `${items} go back into their bins, reserved for this order.`,
    ...(status === "completed" ? ["The order is open again."] : []),
  ];
}
