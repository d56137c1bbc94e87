"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { BinPicker } from "@/app/(staff)/_places/bin-picker";
import { firstBinOf } from "@/app/(staff)/_places/locations";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import type { ProductImport } from "@/app/(staff)/products/import/import-status";
import { Loaded } from "@/client/loaded";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import {
  type Dialect,
  FIELD_LABELS,
  faultOfMapping,
  type ImportField,
  IMPORT_FIELDS,
} from "@/modules/imports/import-format";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/page";
import { Select } from "@/ui/select";
import { TableSkeleton } from "@/ui/skeleton";
import { Switch } from "@/ui/switch";
import { PreviewTable } from "./preview-table";

type Columns = (ImportField | null)[];

const DIALECTS: Readonly<Record<Dialect, string>> = {
  shopify: "This is Shopify's product file.",
  "shopify-2025": "This is Shopify's product file, with the headers of 2025.",
  generic: "Match each column to a field. Known names are filled in.",
};

/** Maps the file's columns, with a preview of the first rows. */
export function MapColumns({ file, onChecking }: { file: ProductImport; onChecking: () => void }) {
  const [columns, setColumns] = useState<Columns>(file.format.columns);
  const [openingBinId, setOpeningBinId] = useState<string | null>(file.openingBinId);
  const fault = faultOfMapping(columns);
  const preview = trpc.imports.preview.useQuery({ importId: file.id, columns }, { placeholderData: keepPreviousData });
  const check = trpc.imports.check.useMutation({ onSuccess: onChecking });
  return (
    <>
      <Section title="Columns" description={DIALECTS[file.format.dialect]}>
        <ColumnChoices header={file.format.header} columns={columns} onColumns={setColumns} />
      </Section>
      {columns.includes("quantity") && <OpeningStock binId={openingBinId} onBin={setOpeningBinId} />}
      <Section title="Preview">
        <Loaded query={preview} skeleton={<TableSkeleton rows={5} />}>
          {({ rows }) => <PreviewTable rows={rows} updating={preview.isPlaceholderData} />}
        </Loaded>
      </Section>
      {fault && <Notice tone="warning">{fault}</Notice>}
      <RefusalNotice of={check.error} />
      <div className="flex justify-end">
        <Button
          variant="primary"
          shortcut="mod+enter"
          disabled={fault !== null}
          pending={check.isPending}
          onClick={() =>
            check.mutate({
              importId: file.id,
              columns,
              openingBinId: columns.includes("quantity") ? openingBinId : null,
            })
          }
        >
          Check the file
        </Button>
      </div>
    </>
  );
}

const NO_FIELD = "none";
const FIELD_OPTIONS = [
  { value: NO_FIELD, label: "Skip" },
  ...IMPORT_FIELDS.map((field) => ({ value: field, label: FIELD_LABELS[field] })),
];
const toField = (value: string): ImportField | null => IMPORT_FIELDS.find((field) => field === value) ?? null;

type ColumnChoicesProps = { header: readonly string[]; columns: Columns; onColumns: (columns: Columns) => void };

/** Mapped columns are shown first; the others are a click away. */
function ColumnChoices({ header, columns, onColumns }: ColumnChoicesProps) {
  const [showsAll, setShowsAll] = useState(columns.every((field) => field === null));
  const [first] = useState(() => new Set(columns.flatMap((field, index) => (field === null ? [] : [index]))));
  const shown = header
    .map((name, index) => ({ name, index }))
    .filter(({ index }) => showsAll || first.has(index) || columns[index] !== null);
  return (
    <Card className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {shown.map(({ name, index }) => (
          <Field
            key={index}
            label={
              <span className="truncate" title={name}>
                {name}
              </span>
            }
          >
            {(control) => (
              <Select
                {...control}
                value={columns[index] ?? NO_FIELD}
                onValue={(value) =>
                  onColumns(columns.map((field, place) => (place === index ? toField(value) : field)))
                }
                options={FIELD_OPTIONS}
              />
            )}
          </Field>
        ))}
      </div>
      {shown.length < header.length && (
        <div>
          <Button variant="ghost" onClick={() => setShowsAll(true)}>
            Show {header.length - shown.length} more columns
          </Button>
        </div>
      )}
    </Card>
  );
}

function OpeningStock({ binId, onBin }: { binId: string | null; onBin: (binId: string | null) => void }) {
  const { warehouses } = useWarehouses();
  const [first] = warehouses;
  const firstBin = first && firstBinOf(first);
  return (
    <Card className="flex flex-col gap-3">
      <Switch
        checked={binId !== null}
        disabled={!firstBin}
        onChecked={(on) => onBin(on && firstBin ? firstBin.id : null)}
        label="Add the quantities of new products to stock"
      />
      <p className="text-sm text-muted">Once for each new variant. Stock of existing products isn't changed.</p>
      {binId !== null && (
        <div className="max-w-lg">
          <BinPicker warehouses={warehouses} binId={binId} onBin={onBin} />
        </div>
      )}
    </Card>
  );
}
