"use client";

import { useState } from "react";
import { droppedColumns, FIELD_LABELS, type ImportField, IMPORT_FIELDS } from "@/modules/imports/import-format";
import { oneOf } from "@/shared/one-of";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field } from "@/ui/field";
import { Select } from "@/ui/select";

export type Columns = (ImportField | null)[];

const NO_FIELD = "none";
const FIELD_OPTIONS = [
  { value: NO_FIELD, label: "Skip" },
  ...IMPORT_FIELDS.map((field) => ({ value: field, label: FIELD_LABELS[field] })),
];

type ChooseColumnsProps = { header: readonly string[]; columns: Columns; onColumns: (columns: Columns) => void };

/** Mapped columns are shown first; the others are a click away, and named so that none is dropped unseen. */
export function ChooseColumns({ header, columns, onColumns }: ChooseColumnsProps) {
  const [showsAll, setShowsAll] = useState(columns.every((field) => field === null));
  const [first] = useState(() => new Set(columns.flatMap((field, index) => (field === null ? [] : [index]))));
  const shown = header
    .map((name, index) => ({ name, index }))
    .filter(({ index }) => showsAll || first.has(index) || columns[index] !== null);
  return (
    <Card className="flex flex-col gap-3">
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-4">
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
                  onColumns(columns.map((field, place) => (place === index ? oneOf(IMPORT_FIELDS, value) : field)))
                }
                options={FIELD_OPTIONS}
              />
            )}
          </Field>
        ))}
      </div>
      <DroppedColumns names={droppedColumns({ header, columns })} />
      {shown.length < header.length && (
        <div>
          <Button variant="ghost" onClick={() => setShowsAll(true)}>
            Show {formatCount(header.length - shown.length, "more column")}
          </Button>
        </div>
      )}
    </Card>
  );
}

/** What of the file is not imported at all. */
const DroppedColumns = ({ names }: { names: readonly string[] }) =>
  names.length > 0 && (
    <p className="text-sm text-muted wrap-anywhere">
      Not imported: <span className="text-foreground">{names.join(", ")}</span>
    </p>
  );
