"use client";

import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { Card, CardHeader } from "@/ui/card";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { NumberField } from "@/ui/number-field";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";
import { useFollowing } from "@/ui/use-following";

const fetchInput = async () => {
  const { ContinueNumbers } = await import("@/modules/shop/contract");
  return ContinueNumbers.omit({ series: true });
};

/** The next number of orders, which may only go up. */
export function NumberSeriesCard({ next }: { next: number }) {
  const saved = { next, note: "" };
  const form = useZodForm(fetchInput, saved);
  const { accept } = useFollowing(form, saved);
  const utils = trpc.useUtils();
  const change = trpc.shop.continueNumbers.useMutation({
    onMutate: () => form.getValues(),
    onSuccess: async (_, { next: chosen }, sent) => {
      await utils.shop.getSettingsState.invalidate();
      accept({ next: chosen, note: "" }, sent);
      notify.success(`The next order is #${chosen}`);
    },
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
