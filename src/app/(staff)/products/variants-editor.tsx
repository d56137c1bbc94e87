"use client";

import { Archive, ArchiveRestore, Plus, Trash2 } from "lucide-react";
import { useFieldArray, useFormContext, useWatch } from "react-hook-form";
import { useCan } from "@/client/person";
import { UNITS, VARIANTS_PER_PRODUCT_MAX } from "@/modules/catalog/product";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { cn } from "@/ui/class-names";
import { IconButton } from "@/ui/icon-button";
import { MoneyField } from "@/ui/money-field";
import { SelectField } from "@/ui/select-field";
import { TextField } from "@/ui/text-field";
import { UnitCostField } from "@/ui/unit-cost-field";
import { BarcodesField } from "./barcodes-field";
import type { ProductValues } from "./product-input";
import { newVariant } from "./product-values";

const UNIT_OPTIONS = UNITS.map((unit) => ({ value: unit, label: unit === "each" ? "Each" : unit }));

const BACKORDER_OPTIONS = [
  { value: "refuse", label: "Don't sell" },
  { value: "backorder", label: "Backorder" },
];

const SERIAL_OPTIONS = [
  { value: "none", label: "None" },
  { value: "each", label: "One for each item" },
];

/** One card for each variant, so that it can be written on a phone as well as at a desk. */
export function VariantsEditor() {
  const { control } = useFormContext<ProductValues>();
  const variants = useFieldArray({ control, name: "variants" });
  const options = useWatch({ control, name: "options" });
  const add = () => variants.append(newVariant(options.map(() => "")));
  return (
    <div className="flex flex-col gap-3">
      {variants.fields.map((variant, index) => (
        <VariantCard
          key={variant.id}
          index={index}
          isOnly={variants.fields.length === 1}
          onRemove={() => variants.remove(index)}
        />
      ))}
      {options.length > 0 && variants.fields.length < VARIANTS_PER_PRODUCT_MAX && (
        <div>
          <Button icon={<Plus aria-hidden />} onClick={add}>
            Add variant
          </Button>
        </div>
      )}
    </div>
  );
}

type VariantCardProps = { index: number; isOnly: boolean; onRemove: () => void };

function VariantCard({ index, isOnly, onRemove }: VariantCardProps) {
  const seesCost = useCan("catalog.see-cost");
  const { control, setValue } = useFormContext<ProductValues>();
  const variant = useWatch({ control, name: `variants.${index}` });
  const options = useWatch({ control, name: "options" });
  const at = (field: string) => `variants.${index}.${field}`;
  const isKept = variant.variantId !== null;
  const archive = (archived: boolean) => setValue(`variants.${index}.archived`, archived, { shouldDirty: true });

  if (variant.archived) {
    return (
      <Card className="flex items-center justify-between gap-3 py-2.5">
        <span className="truncate text-sm text-muted">
          {[variant.sku, ...variant.optionValues].filter(Boolean).join(" · ")}
        </span>
        <span className="flex items-center gap-2">
          <Badge>Archived</Badge>
          <IconButton label="Restore" icon={<ArchiveRestore aria-hidden />} onClick={() => archive(false)} />
        </span>
      </Card>
    );
  }
  return (
    <Card
      role="group"
      aria-label={`Variant ${index + 1}`}
      className={cn("relative grid grid-cols-2 items-start gap-3 md:grid-cols-4", !isOnly && "pr-12")}
    >
      {options.map((option, place) => (
        <TextField key={place} name={at(`optionValues.${place}`)} label={option.name || `Option ${place + 1}`} />
      ))}
      <TextField name={at("sku")} label="SKU" placeholder="Generated automatically" />
      <MoneyField name={at("price")} label="Price" />
      {seesCost && <UnitCostField name={at("cost")} label="Cost" optional nullable />}
      <SelectField
        name={at("unit")}
        label="Unit"
        options={UNIT_OPTIONS}
        disabled={isKept}
        {...(isKept && { hint: "Stock is counted in this unit." })}
      />
      <SelectField name={at("backorder")} label="Without stock" options={BACKORDER_OPTIONS} />
      <SelectField name={at("serials")} label="Serial numbers" options={SERIAL_OPTIONS} />
      <BarcodesField name={at("barcodes")} className="col-span-2" />
      <TextField
        name={at("packs")}
        label="Packs"
        optional
        placeholder="Carton = 12"
        className={cn("col-span-2", options.length > 0 && "md:col-span-1")}
      />
      {!isOnly && (
        <span className="absolute top-3 right-2">
          {isKept ? (
            <IconButton label="Archive this variant" icon={<Archive aria-hidden />} onClick={() => archive(true)} />
          ) : (
            <IconButton label="Remove this variant" icon={<Trash2 aria-hidden />} onClick={onRemove} />
          )}
        </span>
      )}
    </Card>
  );
}
