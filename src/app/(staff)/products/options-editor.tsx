"use client";

import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useFieldArray, useFormContext, useWatch } from "react-hook-form";
import { OPTIONS_MAX, VARIANTS_PER_PRODUCT_MAX } from "@/modules/catalog/product";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field } from "@/ui/field";
import { IconButton } from "@/ui/icon-button";
import { Input } from "@/ui/input";
import { TextField } from "@/ui/text-field";
import type { ProductValues, VariantValues } from "./product-input";
import { missingChoices, newVariant } from "./product-values";
import { splitList } from "./typed-lists";

/** Options with their values, and a button that creates the missing variants. */
export function OptionsEditor() {
  const { control, getValues, setValue } = useFormContext<ProductValues>();
  const options = useFieldArray({ control, name: "options" });
  const variants = useWatch({ control, name: "variants" });
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const valuesOf = (id: string, place: number) => typed[id] ?? valuesInUse(variants, place).join(", ");
  const missing = missingChoices(
    options.fields.map(({ id }, place) => splitList(valuesOf(id, place))),
    variants,
  );

  const change = (next: (variant: VariantValues) => VariantValues) =>
    setValue("variants", getValues("variants").map(next), { shouldDirty: true });
  const add = () => {
    options.append({ name: "" });
    change((variant) => ({ ...variant, optionValues: [...variant.optionValues, ""] }));
  };
  const remove = (place: number) => {
    options.remove(place);
    change((variant) => ({ ...variant, optionValues: variant.optionValues.filter((_, index) => index !== place) }));
  };
  const makeMissing = () => setValue("variants", withChoices(getValues("variants"), missing), { shouldDirty: true });

  return (
    <Card className="flex flex-col gap-3">
      {options.fields.map((option, place) => (
        <div
          key={option.id}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-3 sm:grid-cols-[12rem_minmax(0,1fr)_auto]"
        >
          <TextField
            name={`options.${place}.name`}
            label="Option"
            placeholder={["Size", "Colour", "Material"][place] ?? "Option"}
          />
          <Field label="Values" className="max-sm:col-span-2 max-sm:row-start-2">
            {(field) => (
              <Input
                {...field}
                value={valuesOf(option.id, place)}
                onChange={(event) => setTyped({ ...typed, [option.id]: event.target.value })}
                placeholder="Small, Medium, Large"
              />
            )}
          </Field>
          <IconButton
            label={`Remove option ${place + 1}`}
            icon={<Trash2 aria-hidden />}
            onClick={() => remove(place)}
            className="mt-6"
          />
        </div>
      ))}
      <div className="flex flex-wrap items-center gap-2">
        {options.fields.length < OPTIONS_MAX && (
          <Button icon={<Plus aria-hidden />} onClick={add}>
            Add option
          </Button>
        )}
        {missing.length > 0 && missing.length <= VARIANTS_PER_PRODUCT_MAX && (
          <Button variant="primary" onClick={makeMissing}>
            Create {formatCount(missing.length, "missing variant")}
          </Button>
        )}
      </div>
    </Card>
  );
}

const valuesInUse = (variants: readonly VariantValues[], place: number): string[] => [
  ...new Set(
    variants
      .filter(({ archived }) => !archived)
      .map(({ optionValues }) => optionValues[place] ?? "")
      .filter((value) => value !== ""),
  ),
];

/** New variants begin with the price of the first. One that has no choice yet takes the first of them. */
function withChoices(variants: readonly VariantValues[], choices: readonly string[][]): VariantValues[] {
  const rest = [...choices];
  const settled = variants.map((variant) => {
    const isOpen = !variant.archived && variant.optionValues.every((value) => value === "");
    const choice = isOpen ? rest.shift() : undefined;
    return choice ? { ...variant, optionValues: choice } : variant;
  });
  const [first] = variants;
  const added = rest.map((choice) => ({
    ...newVariant(choice),
    ...(first && { price: first.price, cost: first.cost, unit: first.unit }),
  }));
  return [...settled, ...added];
}
