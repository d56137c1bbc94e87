"use client";

import { useState } from "react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { RefusalNotice, refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { PromiseLine } from "@/modules/orders/promise";
import { promiseChangedMeanwhile } from "@/modules/orders/refusals";
import { formatDay } from "@/shared/dates";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";

const PromisedDayForm = PromiseLine.pick({ promisedOn: true });

type Line = Order["lines"][number];
type PromisedDayDialogProps = { order: Order; line: Line; open: boolean; onOpen: (open: boolean) => void };

export function PromisedDayDialog({ order, line, open, onOpen }: PromisedDayDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      size="sm"
      title={`Promised day of ${line.sku}`}
      description="The day by which the customer was told to have it. It stands on the order confirmation."
    >
      <Day order={order} line={line} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

function Day({ order, line, onDone }: { order: Order; line: Line; onDone: () => void }) {
  const form = useZodForm(PromisedDayForm, { promisedOn: line.promisedOn });
  const promise = trpc.orders.promiseLine.useMutation({
    onSuccess: (_, { promisedOn }) => {
      notify.success(
        promisedOn === null
          ? `${line.sku} is promised for no day`
          : `${line.sku} is promised for ${formatDay(promisedOn)}`,
      );
      onDone();
    },
  });
  // As it was when this was opened. Who is told that others changed it has seen that, too.
  const [opened] = useState(line.promisedOn);
  const isTold = promise.error !== null && refusalOf(promise.error).code === promiseChangedMeanwhile.code;
  const seen = isTold ? line.promisedOn : opened;
  return (
    <Form
      form={form}
      label="Promised day"
      pending={promise.isPending}
      onSubmit={({ promisedOn }) => promise.mutate({ orderId: order.id, orderLineId: line.id, promisedOn, seen })}
    >
      <TextField name="promisedOn" label="Day" type="date" emptyAs={null} hint="Empty: no day was promised." />
      <RefusalNotice of={promise.error} />
      <FormActions>
        <DialogCancel />
        <SubmitButton>Save</SubmitButton>
      </FormActions>
    </Form>
  );
}
