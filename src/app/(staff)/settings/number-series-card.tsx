"use client";

import type { z } from "zod";
import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { ContinueNumbers } from "@/modules/shop/contract";
import { Card, CardHeader } from "@/ui/card";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { NumberField } from "@/ui/number-field";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";

const Input = ContinueNumbers.omit({ series: true });

/** The next number of orders, which may only go up. */
export function NumberSeriesCard({ next }: { next: number }) {
  // A number that was drawn meanwhile starts the form again, unless somebody is typing.
  return <NextNumber key={next} next={next} />;
}

function NextNumber({ next }: { next: number }) {
  const form = useZodForm<z.input<typeof Input>, z.output<typeof Input>>(Input, { next, note: "" });
  const change = trpc.shop.continueNumbers.useMutation({
    onSuccess: (_, { next: chosen }) => notify.success(`The next order is #${chosen}`),
  });
  return (
    <Card>
      <CardHeader title="Order numbers" description="They only go up, so that none is given twice." />
      <Form
        form={form}
        onSubmit={(values) => change.mutate({ ...values, series: "orders" })}
        pending={change.isPending}
        error={change.error && refusalOf(change.error).message}
        label="Order numbers"
      >
        <NumberField name="next" label="Next order number" />
        <TextField name="note" label="Reason" optional />
        <FormActions>
          <SubmitButton variant="secondary" disabled={!form.formState.isDirty}>
            Save number
          </SubmitButton>
        </FormActions>
      </Form>
    </Card>
  );
}
