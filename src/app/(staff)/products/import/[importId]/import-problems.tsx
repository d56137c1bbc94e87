"use client";

import { CircleCheck } from "lucide-react";
import { ExportList } from "@/app/(staff)/_export/export-list";
import { isRunning, type ProductImport } from "@/app/(staff)/products/import/import-status";
import { type Outputs, trpc } from "@/client/trpc";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { Quantity } from "@/ui/amount";
import { Badge } from "@/ui/badge";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { Section } from "@/ui/page";
import { DownloadFailedRows } from "./download-failed-rows";

type Problem = Outputs["imports"]["listProblems"]["rows"][number];

const COLUMNS: readonly Column<Problem>[] = [
  { id: "row", header: "Row", cell: (problem) => <Quantity value={problem.row} />, width: "5rem", card: "aside" },
  {
    id: "column",
    header: "Column",
    cell: (problem) => problem.column || "Whole row",
    width: "12rem",
    card: "subtitle",
  },
  {
    id: "value",
    header: "Value",
    cell: (problem) => <code className="line-clamp-2 text-xs break-all">{problem.value || "empty"}</code>,
    width: "16rem",
  },
  { id: "reason", header: "Reason", cell: (problem) => problem.reason, card: "title" },
  {
    id: "effect",
    header: "Effect",
    cell: (problem) => (
      <Badge tone={problem.rowSkipped ? "danger" : "warning"}>
        {problem.rowSkipped ? "Row skipped" : "Cell skipped"}
      </Badge>
    ),
    width: "8rem",
  },
];

/** Every cell with a problem. */
export function ImportProblems({ file }: { file: ProductImport }) {
  const problems = trpc.imports.listProblems.useInfiniteQuery({ importId: file.id }, ENDLESS);
  const list = useEndlessList(problems);
  return (
    <Section
      title="Problems"
      description="Rows are numbered as in a spreadsheet."
      actions={
        !isRunning(file.status) && (
          <>
            {file.problemCount > 0 && <ExportList of="imports.listProblems" filters={{ importId: file.id }} />}
            {file.rowsSkipped > 0 && <DownloadFailedRows file={file} />}
          </>
        )
      }
    >
      <DataTable
        label="Problems"
        columns={COLUMNS}
        {...list}
        rowId={(problem) => `${problem.row} ${problem.column}`}
        rowTone={(problem) => (problem.rowSkipped ? "danger" : undefined)}
        empty={
          <EmptyState icon={<CircleCheck />} title={isRunning(file.status) ? "No problems so far" : "No problems"}>
            {file.status === "applied" ? "Every cell was imported as it is." : "Every cell can be imported as it is."}
          </EmptyState>
        }
      />
    </Section>
  );
}
