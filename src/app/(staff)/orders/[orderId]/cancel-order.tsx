"use client";

import { useState } from "react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { formatMoney } from "@/shared/money";
import { formatCount, pluralize } from "@/shared/plural";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/textarea";
import { notify } from "@/ui/toast";

type CancelOrderProps = { order: Order; open: boolean; onOpen: (open: boolean) => void };

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

export function CancelOrder({ order, open, onOpen }: CancelOrderProps) {
  const [reason, setReason] = useState("");
  const cancel = trpc.orders.cancel.useMutation();
  const number = formatOrderNumber(order.number);
  const act = async () => {
    await cancel.mutateAsync({ orderId: order.id, ...(reason.trim() && { reason }) });
    notify.success(`${number} is cancelled`);
  };
  return (
    <ConfirmDialog
      open={open}
      onOpen={onOpen}
      title={`Cancel order ${number}?`}
      confirm="Cancel order"
      cancel="Keep order"
      onConfirm={act}
    >
      <ul className="list-disc pl-4">
        {consequencesOf(order).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Field label="Reason" optional className="mt-3 text-foreground">
        {(control) => (
          <Textarea {...control} rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
    </ConfirmDialog>
  );
}

/** Every consequence, as sentences. */
function consequencesOf({ lines, status, amounts, currency }: Order): string[] {
  const reserved = sum(lines.map((line) => line.reserved));
  const shipped = sum(lines.map((line) => line.shipped));
  return [
    status === "draft"
      ? "The draft is closed. Nothing was reserved for it."
      : `${formatCount(reserved, "reserved item")} will be released for other orders.`,
    ...(shipped > 0
      ? [
          `${formatCount(shipped, "item")} ${pluralize(shipped, "has", "have")} shipped and ` +
            `${pluralize(shipped, "stays", "stay")} billed: ${formatMoney(amounts.shipped.total, currency)}. ` +
            "If a shipment has not left yet, void it first.",
        ]
      : []),
    "It can be reopened as a new draft at the same prices.",
  ];
}
