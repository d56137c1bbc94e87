"use client";

import { COUNTRY_CHOICES } from "@/app/(staff)/_settings/choices";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { SetTaxRate } from "@/modules/catalog/taxes/tax-inputs";
import { ChoiceField } from "@/ui/choice-field";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, FormGrid, SubmitButton, useZodForm } from "@/ui/form";
import { PercentField } from "@/ui/percent-field";
import { SelectField } from "@/ui/select-field";
import { TextField } from "@/ui/text-field";
import type { Tax } from "./tax";

type TaxRateDialogProps = { taxes: readonly Tax[]; open: boolean; onOpen: (open: boolean) => void };

export function TaxRateDialog({ open, onOpen, taxes }: TaxRateDialogProps) {
  return (
    <Dialog open={open} onOpen={onOpen} title="Set a tax rate">
      <RateForm taxes={taxes.filter(({ code }) => code === "S")} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

/** Null would take the rate away, which is what the button beside it does. */
const RateInput = SetTaxRate.refine(({ rate }) => rate !== null, { message: "Enter a rate.", path: ["rate"] });

const ANY = "any";

function RateForm({ taxes, onDone }: { taxes: readonly Tax[]; onDone: () => void }) {
  const form = useZodForm(RateInput, {
    taxCategoryId: taxes[0]?.id ?? "",
    country: null,
    region: "",
    validFrom: null,
    rate: null,
  });
  const set = trpc.catalog.setTaxRate.useMutation({ onSuccess: onDone });
  return (
    <Form form={form} onSubmit={(values) => set.mutate(values)} pending={set.isPending} label="Tax rate">
      <FormGrid columns={2}>
        <SelectField
          name="taxCategoryId"
          label="Tax category"
          options={taxes.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <PercentField name="rate" label="Tax" nullable />
        <ChoiceField
          name="country"
          label="Goods go to"
          none={ANY}
          choices={[{ value: ANY, label: "Every other country" }, ...COUNTRY_CHOICES]}
        />
        <TextField
          name="region"
          label="Postcodes"
          optional
          hint="How they begin, for a region of the country: 35."
          autoComplete="off"
        />
        <TextField
          name="validFrom"
          label="From"
          type="date"
          optional
          emptyAs={null}
          hint="Empty: until another rate begins."
        />
      </FormGrid>
      <RefusalNotice of={set.error} />
      <FormActions>
        <DialogCancel />
        <SubmitButton>Set rate</SubmitButton>
      </FormActions>
    </Form>
  );
}
