"use client";

import { trpc } from "@/client/trpc";
import { SelectField } from "@/ui/select-field";

const AS_CATEGORY = "category";

/** How a product is taxed; most are as their category says. */
export function TaxCategoryField() {
  const taxes = trpc.catalog.listTaxes.useQuery();
  return (
    <SelectField
      name="taxCategoryId"
      label="Tax category"
      none={AS_CATEGORY}
      options={[
        { value: AS_CATEGORY, label: "As its category" },
        ...(taxes.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
