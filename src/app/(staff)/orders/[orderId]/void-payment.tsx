"use client";

import { useState } from "react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { type Outputs, trpc } from "@/client/trpc";
import { formatMoney } from "@/shared/money";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/textarea";
import { notify } from "@/ui/toast";

type VoidPaymentProps = { order: Order; payment: Outputs["orders"]["getPayments"]["rows"][number] };

/** For what was typed wrong, and for money that did not come for good. */
export function VoidPayment({ order, payment: { id: paymentId, kind, amount } }: VoidPaymentProps) {
  const [reason, setReason] = useState("");
  const voidPayment = trpc.orders.voidPayment.useMutation();
  const money = formatMoney(amount, order.currency);
  const act = async () => {
    await voidPayment.mutateAsync({ paymentId, ...(reason.trim() && { reason }) });
    notify.success(`The ${kind} of ${money} is voided`);
  };
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="sm" aria-label={`Void the ${kind} of ${money}`}>
          Void
        </Button>
      }
      title={`Void the ${kind} of ${money}?`}
      confirm={`Void ${kind}`}
      cancel={`Keep ${kind}`}
      onConfirm={act}
    >
      <p>
        {kind === "payment"
          ? "For a payment that was entered wrongly, or that bounced. What it paid is open again."
          : "For a refund that was entered wrongly. Its money counts as paid again."}{" "}
        It stays in the list as voided.
      </p>
      <Field label="Reason" optional className="mt-3 text-foreground">
        {(control) => (
          <Textarea {...control} rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
    </ConfirmDialog>
  );
}
