"use client";

import { useVersion } from "@/app/(staff)/_customers/use-version";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { formatOptions } from "@/modules/catalog/product";
import { FIRST_DAY } from "@/modules/catalog/taxes/tax";
import { AddEntry as AddEntryInput } from "@/modules/pricing/contract";
import { formatMoney } from "@/shared/money";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, FormGrid, SubmitButton, useZodForm } from "@/ui/form";
import { MoneyField } from "@/ui/money-field";
import { NumberField } from "@/ui/number-field";
import { TextField } from "@/ui/text-field";

export type EntryGoods = {
  variantId: string;
  sku: string;
  title: string;
  optionValues: readonly string[];
  usualPrice: number;
};
export type WrittenEntry = EntryGoods & {
  entryId: string;
  version: number;
  quantityFrom: number;
  validFrom: string;
  price: number;
};

type DialogProps = { open: boolean; onOpen: (open: boolean) => void };

/** One more price of a product, for any quantity or from so many on. */
export function AddEntry({
  open,
  onOpen,
  list,
  goods,
}: DialogProps & { list: { id: string }; goods: EntryGoods | null }) {
  const add = trpc.pricing.addEntry.useMutation({ onSuccess: () => onOpen(false) });
  return (
    <Dialog open={open} onOpen={onOpen} title={`Add a price of ${goods?.sku ?? ""}`}>
      {goods && (
        <EntryForm
          key={goods.variantId}
          goods={goods}
          values={{ quantityFrom: 1, validFrom: null }}
          submit="Add price"
          pending={add.isPending}
          error={add.error}
          onSubmit={(values) => add.mutate({ ...values, priceListId: list.id, variantId: goods.variantId })}
        />
      )}
    </Dialog>
  );
}

export const EditEntry = ({ open, onOpen, entry }: DialogProps & { entry: WrittenEntry | null }) => (
  <Dialog open={open} onOpen={onOpen} title={`Edit the price of ${entry?.sku ?? ""}`}>
    {entry && <EditForm key={entry.entryId} entry={entry} onDone={() => onOpen(false)} />}
  </Dialog>
);

function EditForm({ entry, onDone }: { entry: WrittenEntry; onDone: () => void }) {
  const { version, onError } = useVersion(entry.version, "pricing.entry-changed-meanwhile");
  const { pricing } = trpc.useUtils();
  // Whoever edits it once more at once begins with what they wrote.
  const onSuccess = () => pricing.listEntries.invalidate().then(onDone);
  const edit = trpc.pricing.editEntry.useMutation({ onSuccess, onError });
  return (
    <EntryForm
      goods={entry}
      values={{
        quantityFrom: entry.quantityFrom,
        validFrom: entry.validFrom === FIRST_DAY ? null : entry.validFrom,
        price: entry.price,
      }}
      submit="Save"
      pending={edit.isPending}
      error={edit.error}
      onSubmit={(values) => edit.mutate({ ...values, entryId: entry.entryId, version })}
    />
  );
}

const Values = AddEntryInput.omit({ priceListId: true, variantId: true });

type EntryFormProps = {
  goods: EntryGoods;
  values: { quantityFrom: number; validFrom: string | null; price?: number };
  submit: string;
  pending: boolean;
  error: Parameters<typeof RefusalNotice>[0]["of"];
  onSubmit: (values: { quantityFrom: number; validFrom: string | null; price: number }) => void;
};

function EntryForm({ goods, values, submit, pending, error, onSubmit }: EntryFormProps) {
  const form = useZodForm(Values, values);
  return (
    <Form form={form} onSubmit={onSubmit} pending={pending} label="Price">
      <p className="text-sm text-muted">
        {[goods.title, formatOptions(goods.optionValues)].filter(Boolean).join(" · ")}. Usual price{" "}
        {formatMoney(goods.usualPrice)}.
      </p>
      <FormGrid columns={3}>
        <MoneyField name="price" label="Price" />
        <NumberField name="quantityFrom" label="Quantity from" hint="So many or more on one line." />
        <TextField
          name="validFrom"
          label="From"
          type="date"
          optional
          emptyAs={null}
          hint="Empty: always, until another begins."
        />
      </FormGrid>
      <RefusalNotice of={error} />
      <FormActions>
        <DialogCancel />
        <SubmitButton>{submit}</SubmitButton>
      </FormActions>
    </Form>
  );
}
