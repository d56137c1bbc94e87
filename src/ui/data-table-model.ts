"use client";

import { columnVisibilityFeature, rowSelectionFeature, tableFeatures, useTable } from "@tanstack/react-table";
import { useMemo } from "react";
import type { Column } from "./table-column";

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature });

type ModelInput<Row> = {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  hidden: readonly string[];
  selection: ReadonlySet<string>;
  onSelection: ((selection: ReadonlySet<string>) => void) | undefined;
};

/** Which rows and columns are shown, and which rows are chosen. Order and paging belong to the server. */
export function useDataTableModel<Row extends object>({
  columns,
  rows,
  rowId,
  hidden,
  selection,
  onSelection,
}: ModelInput<Row>) {
  const definitions = useMemo(() => columns.map((column) => ({ id: column.id, header: column.header })), [columns]);
  const columnVisibility = useMemo(() => Object.fromEntries(hidden.map((id) => [id, false])), [hidden]);
  const rowSelection = useMemo(() => Object.fromEntries([...selection].map((id) => [id, true as const])), [selection]);

  return useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowId,
    enableRowSelection: onSelection !== undefined,
    state: { columnVisibility, rowSelection },
    onRowSelectionChange: (update) => {
      const next = typeof update === "function" ? update(rowSelection) : update;
      onSelection?.(new Set(Object.keys(next).filter((id) => next[id])));
    },
  });
}
