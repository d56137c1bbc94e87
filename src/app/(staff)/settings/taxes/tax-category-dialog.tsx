"use client";

import { useWatch } from "react-hook-form";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { GOODS_TAX_CODES, TAX_CODE_NAMES } from "@/modules/catalog/taxes/tax";
import { CreateTaxCategory } from "@/modules/catalog/taxes/tax-inputs";
import { EXEMPTION_CHOICES } from "@/modules/catalog/taxes/vatex";
import { ChoiceField } from "@/ui/choice-field";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { SelectField } from "@/ui/select-field";
import { TextField } from "@/ui/text-field";
import type { Tax } from "./tax";

type DialogProps = { open: boolean; onOpen: (open: boolean) => void };

export function AddTaxCategory({ open, onOpen }: DialogProps) {
  const create = trpc.catalog.createTaxCategory.useMutation({ onSuccess: () => onOpen(false) });
  return (
    <Dialog open={open} onOpen={onOpen} title="Add a tax category">
      <CategoryForm
        values={{ name: "", code: "S", reason: "", reasonCode: "" }}
        submit="Add tax category"
        pending={create.isPending}
        error={create.error}
        onSubmit={(values) => create.mutate(values)}
      />
    </Dialog>
  );
}

export function EditTaxCategory({ tax, open, onOpen }: DialogProps & { tax: Tax }) {
  const { id: taxCategoryId, version, name, code, reason, reasonCode } = tax;
  const edit = trpc.catalog.editTaxCategory.useMutation({ onSuccess: () => onOpen(false) });
  return (
    <Dialog open={open} onOpen={onOpen} title={`Edit ${name}`}>
      <CategoryForm
        values={{ name, code, reason, reasonCode }}
        fixed={tax.isStandard}
        submit="Save"
        pending={edit.isPending}
        error={edit.error}
        onSubmit={(values) => edit.mutate({ ...values, taxCategoryId, version })}
      />
    </Dialog>
  );
}

type CategoryFormProps = {
  values: CreateTaxCategory;
  /** It has rates, whatever happens. */
  fixed?: boolean;
  submit: string;
  pending: boolean;
  error: Parameters<typeof RefusalNotice>[0]["of"];
  onSubmit: (values: CreateTaxCategory) => void;
};

function CategoryForm({ values, fixed = false, submit, pending, error, onSubmit }: CategoryFormProps) {
  const form = useZodForm(CreateTaxCategory, values);
  const code = useWatch({ control: form.control, name: "code" });
  return (
    <Form form={form} onSubmit={onSubmit} pending={pending} label="Tax category">
      <TextField name="name" label="Name" placeholder="Reduced" autoComplete="off" />
      <SelectField
        name="code"
        label="How it is taxed"
        disabled={fixed}
        options={GOODS_TAX_CODES.map((code) => ({ value: code, label: TAX_CODE_NAMES[code] }))}
      />
      <TextField
        name="reason"
        label="Reason"
        optional
        hint="Why there is no tax, as documents say it. Leave it empty where there is a rate."
      />
      {code === "E" && (
        <ChoiceField
          name="reasonCode"
          label="Code for electronic invoices"
          choices={EXEMPTION_CHOICES}
          placeholder="None fits"
          hint="Which provision exempts it, by the VATEX list."
          optional
        />
      )}
      <RefusalNotice of={error} />
      <FormActions>
        <DialogCancel />
        <SubmitButton>{submit}</SubmitButton>
      </FormActions>
    </Form>
  );
}
