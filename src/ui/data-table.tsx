"use client";

import { type ReactNode, useRef } from "react";
import { Card } from "./card";
import { Checkbox } from "./checkbox";
import { cn } from "./class-names";
import { DataTableHead } from "./data-table-head";
import { useDataTableModel } from "./data-table-model";
import { DataTableRow } from "./data-table-row";
import { EmptyState } from "./empty-state";
import { LoadMore } from "./pagination";
import { SelectionBar } from "./selection-bar";
import { TableSkeleton } from "./skeleton";
import type { Column, Sort } from "./table-column";
import { useRowKeys } from "./use-row-keys";

export type { Column, Sort } from "./table-column";

const NOTHING_HIDDEN: readonly string[] = [];
const NOTHING_SELECTED: ReadonlySet<string> = new Set();

export type DataTableProps<Row> = {
  /** What the rows are, for screen readers: "Orders". */
  label: string;
  columns: readonly Column<Row>[];
  /** Undefined until the first answer. */
  rows: readonly Row[] | undefined;
  rowId: (row: Row) => string;
  href?: (row: Row) => string;
  onOpen?: (row: Row) => void;
  sort?: Sort | null;
  onSort?: (sort: Sort) => void;
  selection?: ReadonlySet<string>;
  onSelection?: (selection: ReadonlySet<string>) => void;
  bulkActions?: ReactNode;
  hidden?: readonly string[];
  error?: ReactNode;
  empty?: ReactNode;
  hasMore?: boolean;
  loadingMore?: boolean;
  onMore?: () => void;
  rowTone?: (row: Row) => "warning" | "danger" | undefined;
  /** A new order or filter is on its way; the old rows stay, dimmed. */
  updating?: boolean;
  /** Scrolls sideways within its frame, for very many columns; the header then no longer sticks. */
  wide?: boolean;
  toolbar?: ReactNode;
  footer?: ReactNode;
};

/** A list of records: a table at a desk, dense cards on a phone, one set of elements for both. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { rows, toolbar, error } = props;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {toolbar}
      {error ? (
        <Card padded={false}>{error}</Card>
      ) : rows === undefined ? (
        <TableSkeleton columns={Math.min(props.columns.length, 7)} />
      ) : rows.length === 0 ? (
        <Card padded={false}>{props.empty ?? <EmptyState title="Nothing here" />}</Card>
      ) : (
        <FilledTable {...props} rows={rows} />
      )}
    </div>
  );
}

function FilledTable<Row extends object>(props: DataTableProps<Row> & { rows: readonly Row[] }) {
  const {
    label,
    columns,
    rows,
    rowId,
    selection = NOTHING_SELECTED,
    onSelection,
    hidden = NOTHING_HIDDEN,
    updating = false,
    wide = false,
  } = props;
  const table = useDataTableModel({ columns, rows, rowId, hidden, selection, onSelection });
  const shown = columns.filter((column) => table.getColumn(column.id)?.getIsVisible());
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body);

  const someSelected = table.getIsSomeRowsSelected();
  return (
    <>
      <div
        aria-busy={updating}
        {...(wide && { role: "region", "aria-label": label, tabIndex: 0 })}
        className={cn(
          "rounded-lg border border-border bg-surface shadow-small transition-opacity",
          wide ? "md:overflow-x-auto" : "md:max-xl:overflow-x-auto",
          updating && "opacity-60",
        )}
      >
        <table
          role="table"
          aria-label={label}
          className="block w-full border-separate border-spacing-0 text-sm md:table"
        >
          <DataTableHead
            columns={shown}
            sort={props.sort}
            onSort={props.onSort}
            sticky={!wide}
            selectAll={
              onSelection && (
                <Checkbox
                  aria-label="Select all shown"
                  checked={table.getIsAllRowsSelected() ? true : someSelected ? "indeterminate" : false}
                  onChecked={(checked) => table.toggleAllRowsSelected(checked)}
                />
              )
            }
          />
          <tbody ref={body} role="rowgroup" className="block md:table-row-group">
            {table.getRowModel().rows.map((row) => (
              <DataTableRow
                key={row.id}
                row={row.original}
                columns={shown}
                href={props.href?.(row.original)}
                onOpen={props.onOpen}
                tone={props.rowTone?.(row.original)}
                selected={row.getIsSelected()}
                onSelected={onSelection && ((selected) => row.toggleSelected(selected))}
              />
            ))}
          </tbody>
          {props.footer && <tfoot className="block border-t border-border md:table-footer-group">{props.footer}</tfoot>}
        </table>
      </div>
      {props.onMore && (
        <LoadMore
          hasMore={props.hasMore ?? false}
          loading={props.loadingMore ?? false}
          onMore={props.onMore}
          shown={rows.length}
        />
      )}
      {onSelection && selection.size > 0 && (
        <SelectionBar count={selection.size} onClear={() => onSelection(new Set())}>
          {props.bulkActions}
        </SelectionBar>
      )}
    </>
  );
}
