"use client";

import { BinPicker } from "@/app/(staff)/_places/bin-picker";
import { firstBinOf } from "@/app/(staff)/_places/locations";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import type { CategorySeparator, ImportChoices } from "@/modules/imports/import-format";
import { Card } from "@/ui/card";
import { Field } from "@/ui/field";
import { Select } from "@/ui/select";
import { Switch } from "@/ui/switch";

type ChoicesProps = { choices: ImportChoices; onChoices: (choices: ImportChoices) => void };

const MODES = [
  { value: "all", label: "Change existing products and create new ones" },
  { value: "change", label: "Only change existing products" },
  { value: "create", label: "Only create new products" },
] as const;

const SEPARATORS: readonly { value: CategorySeparator; label: string }[] = [
  { value: "none", label: "Each cell is one category" },
  { value: ",", label: "A comma stands between two categories" },
  { value: ";", label: "A semicolon stands between two categories" },
  { value: "|", label: "A vertical bar stands between two categories" },
];

/** What the file may do to products. */
export function ChooseProducts({ choices, onChoices, asksCategories }: ChoicesProps & { asksCategories: boolean }) {
  return (
    <Card className="grid grid-cols-1 gap-3 sm:grid-cols-2">
      <Field label="Products" hint="The same item by SKU, else by barcode, else by title and options.">
        {(control) => (
          <Select
            {...control}
            value={choices.mode}
            onValue={(mode) => onChoices({ ...choices, mode })}
            options={MODES}
          />
        )}
      </Field>
      {asksCategories && (
        <Field label="Categories" hint="“>” leads to a category within another.">
          {(control) => (
            <Select
              {...control}
              value={choices.categorySeparator}
              onValue={(categorySeparator) => onChoices({ ...choices, categorySeparator })}
              options={SEPARATORS}
            />
          )}
        </Field>
      )}
    </Card>
  );
}

const QUANTITIES = [
  { value: "ignore", label: "Leave their stock as it is" },
  { value: "set", label: "Set the stock of the bin to the quantity" },
  { value: "add", label: "Add the quantity to the bin" },
] as const;

type ChooseStockProps = ChoicesProps & { binId: string | null; onBin: (binId: string | null) => void };

/** What the quantities of the file do. */
export function ChooseStock({ binId, onBin, choices, onChoices }: ChooseStockProps) {
  const { warehouses } = useWarehouses();
  const [first] = warehouses;
  const firstBin = first && firstBinOf(first);
  return (
    <Card className="flex flex-col gap-3">
      <Switch
        checked={binId !== null}
        disabled={!firstBin}
        onChecked={(on) => onBin(on && firstBin ? firstBin.id : null)}
        label="Import the quantities into a bin"
      />
      {binId === null ? (
        <p className="text-sm text-muted">The quantities of this file are not used.</p>
      ) : (
        <>
          <div className="max-w-lg">
            <BinPicker warehouses={warehouses} binId={binId} onBin={onBin} />
          </div>
          <Field
            className="max-w-lg"
            label="Items that exist"
            hint={
              "Changes are posted as an adjustment that names the file. New items always begin with their quantity. " +
              "Serial numbers of an item stand in one cell, with ; between them."
            }
          >
            {(control) => (
              <Select
                {...control}
                value={choices.quantities}
                onValue={(quantities) => onChoices({ ...choices, quantities })}
                options={QUANTITIES}
              />
            )}
          </Field>
        </>
      )}
    </Card>
  );
}
