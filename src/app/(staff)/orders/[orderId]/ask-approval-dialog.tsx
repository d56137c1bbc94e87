"use client";

import type { Order } from "@/app/(staff)/orders/order-data";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { RequestDiscount } from "@/modules/orders/contract";
import { formatOrderNumber } from "@/modules/orders/order";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";

const AskForm = RequestDiscount.pick({ reason: true });

type AskDialogProps = { order: Order; open: boolean; onOpen: (open: boolean) => void };

/** Asks a second person for the discount of a draft, as it is shown. */
export function AskApprovalDialog({ order, open, onOpen }: AskDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      size="sm"
      title={`Ask for approval of order ${formatOrderNumber(order.number)}?`}
      description="Managers are told. When one of them has approved the discount, you can confirm the order."
    >
      <Ask order={order} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

function Ask({ order: { id: orderId, version }, onDone }: { order: Order; onDone: () => void }) {
  const form = useZodForm(AskForm, { reason: "" });
  const ask = trpc.orders.requestDiscount.useMutation({
    onSuccess: () => {
      notify.success("Sent for approval");
      onDone();
    },
  });
  return (
    <Form
      form={form}
      label="Ask for approval"
      pending={ask.isPending}
      onSubmit={({ reason }) => ask.mutate({ orderId, version, reason })}
    >
      <TextField name="reason" label="Reason" rows={3} placeholder="e.g. A large order of a regular customer" />
      <RefusalNotice of={ask.error} />
      <FormActions>
        <DialogCancel />
        <SubmitButton>Ask for approval</SubmitButton>
      </FormActions>
    </Form>
  );
}
