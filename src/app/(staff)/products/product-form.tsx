"use client";

import type { ReactNode } from "react";
import { useFormContext } from "react-hook-form";
import { Card } from "@/ui/card";
import { Form, FormActions, FormGrid, SubmitButton, useZodForm } from "@/ui/form";
import { LinkButton } from "@/ui/link-button";
import { Section } from "@/ui/page";
import { TextField } from "@/ui/text-field";
import { CategoryField } from "./category-picker";
import { OptionsEditor } from "./options-editor";
import type { ProductValues } from "./product-input";
import { TaxCategoryField } from "./tax-category-field";
import { VariantsEditor } from "./variants-editor";

const fetchInput = async () => (await import("./product-input")).ProductValues;

type ProductFormProps = {
  values: ProductValues;
  submit: string;
  cancelHref: string;
  pending: boolean;
  /** The refusal, shown above the buttons. */
  refusal: ReactNode;
  onSubmit: (values: ProductValues) => void;
};

/** The form of a product. What was typed stays when the server refuses it. */
export function ProductForm({ values, submit, cancelHref, pending, refusal, onSubmit }: ProductFormProps) {
  const form = useZodForm(fetchInput, values);
  return (
    <Form form={form} onSubmit={onSubmit} pending={pending} label="Product" className="gap-6">
      <Card className="flex flex-col gap-4">
        <TextField name="title" label="Title" />
        <FormGrid>
          <CategoryField name="categoryId" />
          <TextField name="vendor" label="Vendor" optional />
          <TaxCategoryField />
        </FormGrid>
        <TextField name="description" label="Description" optional rows={4} />
      </Card>
      <Section title="Options" description="What customers choose from, such as size or colour. Up to three.">
        <OptionsEditor />
      </Section>
      <Section
        title="Variants"
        description="Each is stocked and sold under its own SKU. Leave a SKU empty to generate one."
      >
        <VariantsEditor />
      </Section>
      {refusal}
      <FaultNote />
      <FormActions>
        <LinkButton href={cancelHref}>Cancel</LinkButton>
        <SubmitButton>{submit}</SubmitButton>
      </FormActions>
    </Form>
  );
}

/** The first fault may be out of sight, far above the button. */
function FaultNote() {
  const { formState } = useFormContext();
  const faults = Object.keys(formState.errors).length;
  if (!formState.isSubmitted || faults === 0) return null;
  return (
    <p role="alert" className="text-right text-sm text-danger-text">
      Fix the highlighted fields first.
    </p>
  );
}
