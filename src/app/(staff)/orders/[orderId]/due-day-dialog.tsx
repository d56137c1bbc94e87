"use client";

import { useState } from "react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { RefusalNotice, refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { SetDueDay } from "@/modules/orders/contract";
import { formatOrderNumber } from "@/modules/orders/order";
import { dueDayChangedMeanwhile } from "@/modules/orders/payments/refusals";
import { formatDay } from "@/shared/dates";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";

const DueDayForm = SetDueDay.pick({ dueOn: true });

type DueDayDialogProps = { order: Order; open: boolean; onOpen: (open: boolean) => void };

export function DueDayDialog({ order, open, onOpen }: DueDayDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      size="sm"
      title={`Due day of order ${formatOrderNumber(order.number)}`}
      description="The day by which this order is to be paid. It stays when the order ships."
    >
      <Day order={order} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

function Day({ order, onDone }: { order: Order; onDone: () => void }) {
  const form = useZodForm(DueDayForm, { dueOn: order.dueOn });
  const number = formatOrderNumber(order.number);
  const set = trpc.orders.setDueDay.useMutation({
    onSuccess: ({ dueOn }) => {
      notify.success(dueOn === null ? `${number} has no due day` : `${number} is due on ${formatDay(dueOn)}`);
      onDone();
    },
  });
  // As it was when this was opened. Who is told that others changed it has seen that, too.
  const [opened] = useState(order.dueOn);
  const isTold = set.error !== null && refusalOf(set.error).code === dueDayChangedMeanwhile.code;
  return (
    <Form
      form={form}
      label="Due day"
      pending={set.isPending}
      onSubmit={({ dueOn }) => set.mutate({ orderId: order.id, dueOn, seen: isTold ? order.dueOn : opened })}
    >
      <TextField
        name="dueOn"
        label="Day"
        type="date"
        emptyAs={null}
        hint="Empty: as the payment terms of the shop say."
      />
      <RefusalNotice of={set.error} />
      <FormActions>
        <DialogCancel />
        <SubmitButton>Save</SubmitButton>
      </FormActions>
    </Form>
  );
}
