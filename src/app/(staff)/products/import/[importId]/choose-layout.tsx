"use client";

import type { Outputs } from "@/client/trpc";
import {
  DELIMITER_NAMES,
  DELIMITERS,
  ENCODING_NAMES,
  type ImportChoices,
  type ImportFormat,
} from "@/modules/imports/import-format";
import { Card } from "@/ui/card";
import { Field } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/page";
import { Select } from "@/ui/select";

export type Preview = Outputs["imports"]["preview"];
export type Layout = Pick<ImportFormat, "delimiter" | "headerRow">;

type ChooseLayoutProps = {
  layout: Layout;
  onLayout: (layout: Layout) => void;
  preview: Preview | undefined;
  choices: ImportChoices;
  onChoices: (choices: ImportChoices) => void;
};

/** How the file becomes rows and numbers: a proposal that is usually right, and can be changed. */
export function ChooseLayout({ layout, onLayout, preview, choices, onChoices }: ChooseLayoutProps) {
  const isOpen = preview?.marks.isOpen === true;
  return (
    <Section title="File" description="How the file is read. Change it where the preview looks wrong.">
      <Card className="flex flex-col gap-3">
        <div className="grid grid-cols-1 gap-3 sm:grid-cols-3">
          <Field label="Separator">
            {(control) => (
              <Select
                {...control}
                value={layout.delimiter}
                onValue={(delimiter) => onLayout({ ...layout, delimiter })}
                options={separatorsWith(layout.delimiter)}
              />
            )}
          </Field>
          <Field label="Column names in">
            {(control) => (
              <Select
                {...control}
                value={String(layout.headerRow)}
                onValue={(row) => onLayout({ ...layout, headerRow: Number(row) })}
                options={headerRowsOf(preview, layout)}
              />
            )}
          </Field>
          <Field
            label="Decimal mark"
            error={isOpen ? "Some numbers can be read in two ways. Choose the mark." : undefined}
            hint={isOpen ? undefined : hintOfMarks(preview)}
          >
            {(control) => (
              <Select
                {...control}
                value={choices.decimalMark ?? AS_FOUND}
                onValue={(mark) => onChoices({ ...choices, decimalMark: mark === AS_FOUND ? null : mark })}
                options={MARKS}
              />
            )}
          </Field>
        </div>
        {preview && preview.format.encoding !== "utf-8" && (
          <Notice tone="info">
            The file is in {ENCODING_NAMES[preview.format.encoding]}, not UTF-8. It is read all the same; look at the
            letters with accents in the preview.
          </Notice>
        )}
        {layout.headerRow > 1 && (
          <p className="text-sm text-muted">What stands above row {layout.headerRow} is not imported.</p>
        )}
      </Card>
    </Section>
  );
}

const AS_FOUND = "found";
const MARKS = [
  { value: AS_FOUND, label: "As the columns show" },
  { value: ",", label: "Comma: 1.234,56" },
  { value: ".", label: "Point: 1,234.56" },
] as const;

function separatorsWith(delimiter: string) {
  const known: readonly string[] = DELIMITERS;
  const all = known.includes(delimiter) ? known : [...known, delimiter];
  return all.map((value) => ({ value, label: DELIMITER_NAMES[value] ?? value }));
}

function headerRowsOf(preview: Preview | undefined, { headerRow }: Layout) {
  const rows = (preview?.top ?? []).map(({ row, cells }) => ({
    value: String(row),
    label: `Row ${row}: ${cells.filter((cell) => cell.trim() !== "").join(", ")}`.slice(0, 60),
  }));
  const shown = rows.some(({ value }) => value === String(headerRow)) || headerRow === 0;
  return [
    ...(shown ? [] : [{ value: String(headerRow), label: `Row ${headerRow}` }]),
    ...rows,
    { value: "0", label: "No row names the columns" },
  ];
}

const WRITTEN = { ",": "1.234,56", ".": "1,234.56" } as const;

function hintOfMarks(preview: Preview | undefined): string | undefined {
  const found = (preview?.format.header ?? []).flatMap((name, index) => {
    const mark = preview?.marks.ofColumns[index];
    return mark ? [`${name} like ${WRITTEN[mark]}`] : [];
  });
  return found.length === 0 ? undefined : `${found.slice(0, 3).join("; ")}.`;
}
