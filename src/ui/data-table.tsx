"use client";

import { type ReactNode, useDeferredValue, useMemo, useRef } from "react";
import { Card } from "./card";
import { cn } from "./class-names";
import { DataTableHead } from "./data-table-head";
import { DataTableRow } from "./data-table-row";
import { EmptyState } from "./empty-state";
import { deferred } from "./on-demand";
import { LoadMore } from "./pagination";
import { useRegion } from "./region";
import type { RowPeek } from "./row-peek";
import type { RowSelection } from "./row-selection";
import { TableSkeleton } from "./skeleton";
import type { Column, Sort } from "./table-column";
import { useRowKeys } from "./use-row-keys";
import { useTight } from "./use-tight";

export type { Column } from "./table-column";

/** Behind the first load: phones alone show it. */
const SortMenu = deferred(
  () => import("./sort-menu").then((file) => file.SortMenu),
  () => <span aria-hidden className="h-8 md:hidden" />,
);

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
  /** The ids of columns that are not shown. */
  hidden?: readonly string[];
  error?: ReactNode;
  empty?: ReactNode;
  hasMore?: boolean;
  loadingMore?: boolean;
  onMore?: () => void;
  rowTone?: (row: Row) => "warning" | "danger" | undefined;
  /** A new order or filter is loading; the old rows stay, dimmed. */
  updating?: boolean;
  /** Scrolls sideways within its frame, for very many columns; the header is then not sticky. */
  wide?: boolean;
  /** For a list from which rows are chosen. */
  selection?: RowSelection;
  /** What a row is called where it is chosen or looked at: "order #1001". */
  nameOf?: (row: Row) => string;
  peek?: RowPeek;
  toolbar?: ReactNode;
  footer?: ReactNode;
};

/** A list of records: a table on wide screens, dense cards on a phone, one set of elements for both. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { rows, toolbar, error, sort, onSort } = props;
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
        <>
          {sort && onSort && <SortMenu columns={props.columns} sort={sort} onSort={onSort} />}
          <FilledTable {...props} rows={rows} />
        </>
      )}
    </div>
  );
}

const NONE: readonly string[] = [];

function FilledTable<Row extends object>(props: DataTableProps<Row> & { rows: readonly Row[] }) {
  const { label, hidden = NONE, wide = false, rowId, selection, peek } = props;
  // Fifty new rows take a while to render; keys and clicks go before them.
  const rows = useDeferredValue(props.rows);
  const wasUpdating = useDeferredValue(props.updating ?? false);
  const updating = props.updating || wasUpdating;
  const columns = useMemo(() => props.columns.filter((column) => !hidden.includes(column.id)), [props.columns, hidden]);
  const region = useRegion();
  const tight = useTight();
  const body = useRef<HTMLTableSectionElement>(null);
  const onKeyDown = useRowKeys(body, { canSelect: selection !== undefined, onPeek: peek?.show });

  return (
    <>
      <div
        aria-busy={updating}
        {...(wide && { role: "region", "aria-label": label, tabIndex: 0 })}
        className={cn(
          // The frame of what is placed for screen readers alone, which would else make the page as wide as the table.
          "relative rounded-lg border border-border bg-surface shadow-small transition-opacity",
          wide ? "md:overflow-x-auto" : "md:max-xl:overflow-x-auto",
          updating && "opacity-60",
        )}
      >
        <table
          {...tight}
          role="table"
          aria-label={label}
          className="block w-full border-separate border-spacing-0 text-sm md:table"
        >
          <DataTableHead
            columns={columns}
            sort={props.sort}
            onSort={props.onSort}
            sticky={!wide}
            hasPeek={peek !== undefined}
            selection={selection}
            shown={selection && rows.map(rowId)}
          />
          <tbody ref={body} role="rowgroup" className="block md:table-row-group" onKeyDown={onKeyDown}>
            {rows.map((row) => (
              <DataTableRow
                key={rowId(row)}
                id={rowId(row)}
                row={row}
                columns={columns}
                href={props.href?.(row)}
                onOpen={props.onOpen}
                tone={props.rowTone?.(row)}
                region={region}
                name={props.nameOf?.(row) ?? "row"}
                isChosen={selection?.ids.has(rowId(row)) ?? false}
                onSelect={selection?.select}
                Box={selection?.Box}
                onPeek={peek?.show}
                Look={peek?.Look}
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
    </>
  );
}
