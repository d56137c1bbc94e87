"use client";

import { categoryPath } from "@/app/(staff)/_goods/category-path";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { SetCategoryTax } from "@/modules/catalog/taxes/tax-inputs";
import { ChoiceField } from "@/ui/choice-field";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Form, FormActions, SubmitButton, useZodForm } from "@/ui/form";
import { SelectField } from "@/ui/select-field";
import type { Tax } from "./tax";

type CategoryTaxDialogProps = { taxes: readonly Tax[]; open: boolean; onOpen: (open: boolean) => void };

export function CategoryTaxDialog({ open, onOpen, taxes }: CategoryTaxDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title="Tax a product category"
      description="For its products, and those in categories within it, that have no tax of their own."
    >
      <CategoryTaxForm taxes={taxes} onDone={() => onOpen(false)} />
    </Dialog>
  );
}

const AS_ABOVE = "above";

function CategoryTaxForm({ taxes, onDone }: { taxes: readonly Tax[]; onDone: () => void }) {
  const categories = trpc.catalog.listCategories.useQuery().data ?? [];
  const form = useZodForm(SetCategoryTax, { categoryId: "", taxCategoryId: null });
  const set = trpc.catalog.setCategoryTax.useMutation({ onSuccess: onDone });
  return (
    <Form form={form} onSubmit={(values) => set.mutate(values)} pending={set.isPending} label="Tax of a category">
      <ChoiceField
        name="categoryId"
        label="Product category"
        placeholder="Choose a category"
        choices={categories.map(({ id }) => ({ value: id, label: categoryPath(categories, id) }))}
      />
      <SelectField
        name="taxCategoryId"
        label="Tax category"
        none={AS_ABOVE}
        options={[
          { value: AS_ABOVE, label: "As the category above" },
          ...taxes.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <RefusalNotice of={set.error} />
      <FormActions>
        <DialogCancel />
        <SubmitButton>Save</SubmitButton>
      </FormActions>
    </Form>
  );
}
