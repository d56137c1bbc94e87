"use client";

import { useRouter } from "next/navigation";
import { useVersion } from "@/app/(staff)/_customers/use-version";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { CreatePriceList } from "@/modules/pricing/contract";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, FormGrid, SubmitButton, useZodForm } from "@/ui/form";
import { PercentField } from "@/ui/percent-field";
import { TextField } from "@/ui/text-field";

type DialogProps = { open: boolean; onOpen: (open: boolean) => void };

export function NewPriceList({ open, onOpen }: DialogProps) {
  const router = useRouter();
  const create = trpc.pricing.create.useMutation({
    onSuccess: ({ priceListId }) => {
      onOpen(false);
      router.push(`/price-lists/${priceListId}`);
    },
  });
  return (
    <Dialog open={open} onOpen={onOpen} title="New price list">
      <ListForm
        values={{ name: "", validFrom: null, validUntil: null, discountRate: 0 }}
        submit="Create price list"
        pending={create.isPending}
        error={create.error}
        onSubmit={(values) => create.mutate(values)}
      />
    </Dialog>
  );
}

type Values = { name: string; validFrom: string | null; validUntil: string | null; discountRate: number };
type EditProps = DialogProps & { list: Values & { id: string; version: number } };

export const EditPriceList = ({ list, open, onOpen }: EditProps) => (
  <Dialog open={open} onOpen={onOpen} title={`Edit ${list.name}`}>
    <EditForm list={list} onDone={() => onOpen(false)} />
  </Dialog>
);

function EditForm({ list, onDone }: Pick<EditProps, "list"> & { onDone: () => void }) {
  const { id: priceListId, name, validFrom, validUntil, discountRate } = list;
  const { version, onError } = useVersion(list.version, "pricing.list-changed-meanwhile");
  const { pricing } = trpc.useUtils();
  // Whoever edits it once more at once begins with what they wrote.
  const onSuccess = () => pricing.get.invalidate({ priceListId }).then(onDone);
  const edit = trpc.pricing.edit.useMutation({ onSuccess, onError });
  return (
    <ListForm
      values={{ name, validFrom, validUntil, discountRate }}
      submit="Save"
      pending={edit.isPending}
      error={edit.error}
      onSubmit={(values) => edit.mutate({ ...values, priceListId, version })}
    />
  );
}

type ListFormProps = {
  values: Values;
  submit: string;
  pending: boolean;
  error: Parameters<typeof RefusalNotice>[0]["of"];
  onSubmit: (values: CreatePriceList) => void;
};

function ListForm({ values, submit, pending, error, onSubmit }: ListFormProps) {
  const form = useZodForm(CreatePriceList, values);
  return (
    <Form form={form} onSubmit={onSubmit} pending={pending} label="Price list">
      <TextField name="name" label="Name" placeholder="Resellers" autoComplete="off" />
      <FormGrid columns={2}>
        <TextField name="validFrom" label="From" type="date" optional emptyAs={null} />
        <TextField name="validUntil" label="Until" type="date" optional emptyAs={null} hint="This day included." />
      </FormGrid>
      <PercentField
        name="discountRate"
        label="Off other prices"
        hint="Off the usual price of every product that has no price in this list."
      />
      <RefusalNotice of={error} />
      <FormActions>
        <DialogCancel />
        <SubmitButton>{submit}</SubmitButton>
      </FormActions>
    </Form>
  );
}
