"use client";

import { useState } from "react";
import { holdsEachWord } from "@/shared/search-form";
import { Combobox } from "@/ui/combobox";
import { Field } from "@/ui/field";
import { Select } from "@/ui/select";
import { type Bin, findBin, firstBinOf, binLabel, type Warehouse } from "./locations";
import { useCurrentWarehouse } from "./use-current-warehouse";

const BINS_SHOWN_MAX = 100;

type BinPickerProps = {
  warehouses: readonly Warehouse[];
  binId: string | null;
  onBin: (binId: string) => void;
  /** "From" or "To": a prefix of both labels, so that two pickers on a page differ. */
  label?: string;
  disabled?: boolean;
  error?: string | undefined;
};

/** A warehouse and a bin in it. It starts where the person works; another warehouse with its receiving bin. */
export function BinPicker({ warehouses, binId, onBin, label, disabled = false, error }: BinPickerProps) {
  const [query, setQuery] = useState("");
  const bin = findBin(warehouses, binId);
  const current = useCurrentWarehouse();
  const warehouse = warehouses.find(({ id }) => id === (bin?.warehouseId ?? current?.id));
  const named = (what: string) => (label ? `${label} ${what.toLowerCase()}` : what);
  const chooseWarehouse = (warehouseId: string) => {
    const chosen = warehouses.find(({ id }) => id === warehouseId);
    const first = chosen && firstBinOf(chosen);
    if (first) onBin(first.id);
  };
  return (
    <div className="grid grid-cols-2 items-start gap-3">
      <Field label={named("Warehouse")}>
        {(control) => (
          <Select
            {...control}
            disabled={disabled}
            value={warehouse?.id ?? null}
            onValue={chooseWarehouse}
            options={warehouses.map(({ id, name, bins }) => ({ value: id, label: name, disabled: bins.length === 0 }))}
          />
        )}
      </Field>
      <Field label={named("Bin")} error={error}>
        {(control) => (
          <Combobox<Bin>
            id={control.id}
            invalid={control.invalid}
            aria-describedby={control["aria-describedby"]}
            disabled={disabled || !warehouse}
            value={bin}
            onValue={(chosen) => chosen && onBin(chosen.id)}
            items={matching(warehouse?.bins ?? [], query)}
            query={query}
            onQuery={setQuery}
            itemId={({ id }) => id}
            itemLabel={binLabel}
            itemHint={({ zone }) => zone?.name}
            placeholder="Choose a bin"
            empty="No bin matches."
          />
        )}
      </Field>
    </div>
  );
}

function matching(bins: readonly Bin[], query: string): Bin[] {
  return bins.filter(({ code, name }) => holdsEachWord(`${code} ${name}`, query)).slice(0, BINS_SHOWN_MAX);
}
