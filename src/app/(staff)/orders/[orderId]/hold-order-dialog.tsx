"use client";

import * as z from "zod";
import type { Order } from "@/app/(staff)/orders/order-data";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { HoldOrder } from "@/modules/orders/contract";
import { formatOrderNumber } from "@/modules/orders/order";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";

const HoldForm = z.strictObject({ reason: HoldOrder.shape.reason });

type HoldDialogProps = { order: Order; open: boolean; onOpen: (open: boolean) => void };

export function HoldOrderDialog({ order, open, onOpen }: HoldDialogProps) {
  const number = formatOrderNumber(order.number);
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      size="sm"
      title={`Put order ${number} on hold?`}
      description="It cannot be shipped until someone resumes it. Its items stay reserved."
    >
      <Reason order={order} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

function Reason({ order, onDone }: { order: Order; onDone: () => void }) {
  const form = useZodForm(HoldForm, { reason: "" });
  const hold = trpc.orders.hold.useMutation({
    onSuccess: () => {
      notify.success(`${formatOrderNumber(order.number)} is on hold`);
      onDone();
    },
  });
  return (
    <Form
      form={form}
      label="Hold"
      pending={hold.isPending}
      onSubmit={({ reason }) => hold.mutate({ orderId: order.id, reason })}
    >
      <TextField
        name="reason"
        label="Reason"
        rows={3}
        placeholder="e.g. Awaiting payment"
        hint="Shown to everyone who opens the order."
      />
      <RefusalNotice of={hold.error} />
      <FormActions>
        <DialogCancel />
        <SubmitButton>Put on hold</SubmitButton>
      </FormActions>
    </Form>
  );
}
