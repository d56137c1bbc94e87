"use client";

import type { Outputs } from "@/client/trpc";
import { CUSTOMER_FIELD_NAMES } from "@/modules/imports/customers/customer-fields";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { Badge } from "@/ui/badge";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/page";
import { Stat, StatGrid } from "@/ui/stat";

type Found = Outputs["imports"]["previewCustomers"];
type Change = Found["changes"][number];
type Problem = Found["problems"][number];

const CHANGES: readonly Column<Change>[] = [
  { id: "row", header: "Row", numeric: true, width: "4rem", cell: (row) => row.row },
  { id: "name", header: "Customer", card: "title", width: "16rem", cell: (row) => row.name },
  {
    id: "what",
    header: "What",
    card: "aside",
    width: "7rem",
    cell: (row) => <Badge tone={row.isNew ? "success" : "info"}>{row.isNew ? "New" : "Changed"}</Badge>,
  },
  {
    id: "fields",
    header: "Changes",
    cell: (row) => (
      <ul className="flex flex-col gap-0.5 text-sm">
        {row.fields.map(({ field, from, to }) => (
          <li key={field} className="wrap-anywhere">
            <span className="text-muted">{CUSTOMER_FIELD_NAMES[field]}: </span>
            {from && <>{from} → </>}
            {to}
          </li>
        ))}
      </ul>
    ),
  },
];

const PROBLEMS: readonly Column<Problem>[] = [
  { id: "row", header: "Row", numeric: true, width: "4rem", cell: (row) => row.row },
  { id: "column", header: "Column", card: "title", width: "12rem", cell: (row) => row.column },
  { id: "value", header: "Value", width: "14rem", cell: (row) => <span className="wrap-anywhere">{row.value}</span> },
  { id: "reason", header: "Problem", cell: (row) => row.reason },
];

const More = ({ count, one }: { count: number; one: string }) =>
  count > 0 && <p className="mt-2 text-sm text-muted">And {formatCount(count, one)}.</p>;

/** What a file of customers would do. */
export function CustomersPreview({ found }: { found: Found }) {
  const { created, changed, same, skipped, ignoredColumns, moreProblems } = found;
  const rest = created + changed - found.changes.length;
  return (
    <>
      <StatGrid>
        <Stat label="New" value={formatQuantity(created)} />
        <Stat label="Changed" value={formatQuantity(changed)} />
        <Stat label="Unchanged" value={formatQuantity(same)} />
        <Stat label="Left out" value={formatQuantity(skipped)} />
      </StatGrid>
      {ignoredColumns.length > 0 && (
        <Notice tone="info" title="Some columns are not imported">
          {ignoredColumns.join(", ")}
        </Notice>
      )}
      {found.problems.length > 0 && (
        <Section title="Problems">
          <DataTable
            label="Problems"
            columns={PROBLEMS}
            rows={found.problems}
            rowId={({ row, column }) => `${row} ${column}`}
          />
          <More count={moreProblems} one="more problem" />
        </Section>
      )}
      <Section title="Changes">
        <DataTable
          label="Changes"
          columns={CHANGES}
          rows={found.changes}
          rowId={({ row }) => String(row)}
          empty={<EmptyState title="Nothing to import">Every row is as it is already, or has a problem.</EmptyState>}
        />
        <More count={rest} one="more customer" />
      </Section>
    </>
  );
}
