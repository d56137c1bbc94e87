"use client";

import type { Outputs } from "@/client/trpc";
import { formatOptions } from "@/modules/catalog/product";
import { Money, Quantity } from "@/ui/amount";
import { Badge } from "@/ui/badge";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";

type PreviewRow = Outputs["imports"]["preview"]["rows"][number];

const Sku = ({ row }: { row: PreviewRow }) => (
  <span className="flex items-center gap-1.5">
    <span className="text-muted">{row.sku}</span>
    {row.isSkuMade && row.sku && <Badge tone="info">Generated</Badge>}
  </span>
);

function Faults({ row }: { row: PreviewRow }) {
  if (row.isEmpty) return <span className="text-muted">No variant; skipped</span>;
  return (
    <span className="text-danger-text">
      {row.problems
        .map((problem) => (problem.column ? `${problem.column}: ${problem.reason}` : problem.reason))
        .join(" ")}
    </span>
  );
}

const COLUMNS: readonly Column<PreviewRow>[] = [
  { id: "row", header: "Row", cell: (row) => <Quantity value={row.row} tone="muted" />, width: "4rem", card: "none" },
  {
    id: "title",
    header: "Product",
    cell: (row) => <span className="line-clamp-1">{row.title ?? <span className="text-faint">none</span>}</span>,
    card: "title",
    width: "30%",
  },
  { id: "options", header: "Options", cell: (row) => formatOptions(row.optionValues), width: "10rem" },
  { id: "sku", header: "SKU", cell: (row) => <Sku row={row} />, card: "subtitle", width: "14rem" },
  {
    id: "price",
    header: "Price",
    cell: (row) => row.price !== null && <Money minor={row.price} />,
    numeric: true,
    width: "6rem",
    card: "aside",
  },
  {
    id: "quantity",
    header: "Stock",
    cell: (row) => row.quantity !== null && <Quantity value={row.quantity} />,
    numeric: true,
    width: "5rem",
  },
  {
    id: "serials",
    header: "Serial numbers",
    cell: (row) => <span className="line-clamp-2">{row.serials.join(", ")}</span>,
    width: "12rem",
  },
  { id: "barcodes", header: "Barcodes", cell: (row) => row.barcodes.join(", "), width: "10rem" },
  { id: "problems", header: "Problems", cell: (row) => <Faults row={row} /> },
];

/** The file's first rows as the products they would become. */
export function PreviewTable({ rows, updating }: { rows: readonly PreviewRow[]; updating: boolean }) {
  const isUnused = (id: string) =>
    (id === "barcodes" && rows.every((row) => row.barcodes.length === 0)) ||
    (id === "serials" && rows.every((row) => row.serials.length === 0)) ||
    (id === "options" && rows.every((row) => row.optionValues.length === 0)) ||
    (id === "problems" && rows.every((row) => row.problems.length === 0 && !row.isEmpty));
  const hidden = COLUMNS.map(({ id }) => id).filter(isUnused);
  return (
    <DataTable
      label="Preview"
      columns={COLUMNS}
      hidden={hidden}
      rows={rows}
      rowId={({ row }) => String(row)}
      updating={updating}
      empty={<EmptyState title="The file has a header but no rows" />}
    />
  );
}
