"use client";

import { useState } from "react";
import { isRunning, type ProductImport } from "@/app/(staff)/products/import/import-status";
import { type Outputs, trpc } from "@/client/trpc";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { FIELD_LABELS } from "@/modules/imports/import-format";
import { formatUnitCost } from "@/shared/money";
import { Money, Quantity } from "@/ui/amount";
import { Badge, type Tone } from "@/ui/badge";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { Section } from "@/ui/page";
import { Tabs } from "@/ui/tabs";

type Effect = Outputs["imports"]["listEffects"]["rows"][number];
type Field = Effect["fields"][number];

const EFFECTS: Readonly<Record<Effect["effect"], { label: string; tone: Tone }>> = {
  new: { label: "New", tone: "success" },
  changed: { label: "Changed", tone: "accent" },
  same: { label: "Same", tone: "neutral" },
};

const MATCHED: Readonly<Record<string, string>> = { title: "by title", barcode: "by barcode" };

const COLUMNS: readonly Column<Effect>[] = [
  { id: "row", header: "Row", cell: ({ row }) => <Quantity value={row} tone="muted" />, width: "5rem", card: "none" },
  {
    id: "item",
    header: "Item",
    cell: ({ title, sku, matchedBy }) => (
      <span className="flex min-w-0 flex-col">
        <span className="line-clamp-1">{title}</span>
        <span className="text-xs text-muted">
          {sku || "SKU generated"}
          {MATCHED[matchedBy ?? ""] && ` · found ${MATCHED[matchedBy ?? ""]}`}
        </span>
      </span>
    ),
    card: "title",
    width: "35%",
  },
  {
    id: "effect",
    header: "Effect",
    cell: ({ effect }) => <Badge tone={EFFECTS[effect].tone}>{EFFECTS[effect].label}</Badge>,
    width: "7rem",
    card: "aside",
  },
  { id: "fields", header: "Changes", cell: ({ fields }) => fields.length > 0 && <Changes fields={fields} /> },
];

function Changes({ fields }: { fields: readonly Field[] }) {
  return (
    <ul className="flex flex-col gap-0.5 text-sm">
      {fields.map(({ field, before, after }) => (
        <li key={field} className="wrap-anywhere">
          <span className="text-muted">{FIELD_LABELS[field]}:</span> <Value field={field} value={before} /> {"→ "}
          <Value field={field} value={after} />
        </li>
      ))}
    </ul>
  );
}

function Value({ field, value }: { field: Field["field"]; value: Field["before"] }) {
  if (value === null || value === "") return <span className="text-faint">none</span>;
  if (typeof value === "string") return <span className="line-clamp-2 inline">{value}</span>;
  if (field === "price") return <Money minor={value} />;
  return field === "cost" ? <span className="tabular">{formatUnitCost(value)}</span> : <Quantity value={value} />;
}

type Filter = "all" | Effect["effect"];

/** What each row would do, or did, with the old and the new value of each field that changes. */
export function ImportEffects({ file }: { file: ProductImport }) {
  const [filter, setFilter] = useState<Filter>(file.rowsChanged > 0 ? "changed" : "all");
  const effects = trpc.imports.listEffects.useInfiniteQuery(
    { importId: file.id, ...(filter !== "all" && { effect: filter }) },
    ENDLESS,
  );
  const list = useEndlessList(effects);
  const isPlan = file.status === "checked" || file.status === "checking";
  return (
    <Section
      title="Rows"
      description={
        isPlan ? "What importing would do. Nothing is changed yet." : "What the check found before the import."
      }
    >
      <div className="flex flex-col gap-3">
        <Tabs
          label="Effect"
          value={filter}
          onValue={setFilter}
          tabs={[
            { value: "all", label: "All" },
            { value: "new", label: "New", count: file.rowsNew },
            { value: "changed", label: "Changed", count: file.rowsChanged },
            { value: "same", label: "Same", count: file.rowsSame },
          ]}
        />
        <DataTable
          label="Rows"
          columns={COLUMNS}
          {...list}
          rowId={({ row }) => String(row)}
          rowTone={({ matchedBy, effect }) => (matchedBy === "title" && effect !== "same" ? "warning" : undefined)}
          empty={<EmptyState title={isRunning(file.status) ? "No rows so far" : "No such rows"} />}
        />
      </div>
    </Section>
  );
}
