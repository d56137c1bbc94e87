"use client";

import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { withRows } from "./chosen-rows";
import { cn } from "./class-names";
import type { RowSelection } from "./row-selection";
import { type Column, nextSort, type Sort } from "./table-column";

type DataTableHeadProps<Row> = {
  columns: readonly Column<Row>[];
  sort: Sort | null | undefined;
  onSort: ((sort: Sort) => void) | undefined;
  sticky: boolean;
  hasPeek: boolean;
  selection: RowSelection | undefined;
  /** The ids of the rows, of a list from which rows are chosen. */
  shown: readonly string[] | undefined;
};

/** On a phone the header is for screen readers alone: each detail of a card has its own label. */
export function DataTableHead<Row>({
  columns,
  sort,
  onSort,
  sticky,
  hasPeek,
  selection,
  shown = [],
}: DataTableHeadProps<Row>) {
  const cell = cn(
    "h-9 border-b border-border bg-surface px-3 text-left text-xs font-medium whitespace-nowrap text-muted",
    "first:rounded-tl-lg first:pl-4 last:rounded-tr-lg last:pr-4",
    sticky && "xl:sticky xl:top-(--shell-top,0px) xl:z-10",
  );
  return (
    <thead role="rowgroup" className="sr-only md:not-sr-only md:table-header-group">
      <tr role="row">
        {selection && (
          <th role="columnheader" scope="col" className={cn(cell, "w-10 max-md:hidden")}>
            <selection.Box
              name="all rows shown"
              isChosen={shown.every((id) => selection.ids.has(id))}
              onChosen={(areChosen) => selection.change((ids) => withRows(ids, shown, areChosen))}
            />
          </th>
        )}
        {columns.map((column) => {
          const direction = sort?.id === column.id ? sort.direction : undefined;
          return (
            <th
              key={column.id}
              role="columnheader"
              scope="col"
              aria-sort={direction === "asc" ? "ascending" : direction === "desc" ? "descending" : undefined}
              style={{ width: column.width }}
              className={cn(cell, column.numeric && "text-right")}
            >
              {column.sortable && onSort ? (
                <SortButton
                  direction={direction}
                  numeric={column.numeric ?? false}
                  onClick={() => onSort(nextSort(sort, column))}
                >
                  {column.header}
                </SortButton>
              ) : (
                column.header
              )}
            </th>
          );
        })}
        {hasPeek && (
          <th role="columnheader" scope="col" className={cn(cell, "w-10 max-md:hidden")}>
            <span className="sr-only">Look</span>
          </th>
        )}
      </tr>
    </thead>
  );
}

type SortButtonProps = {
  direction: Sort["direction"] | undefined;
  numeric: boolean;
  onClick: () => void;
  children: ReactNode;
};

function SortButton({ direction, numeric, onClick, children }: SortButtonProps) {
  const Arrow = direction === "asc" ? ArrowUp : direction === "desc" ? ArrowDown : ChevronsUpDown;
  return (
    <button
      type="button"
      onClick={onClick}
      className={cn(
        "group -mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 hover:text-foreground",
        numeric && "flex-row-reverse",
        direction && "text-foreground",
      )}
    >
      {children}
      <Arrow
        aria-hidden
        className={cn("size-3", !direction && "opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100")}
      />
    </button>
  );
}
