"use client";

import { ArrowDown, ArrowUp, ChevronDown } from "lucide-react";
import { Button } from "./button";
import { Menu, MenuRadio, MenuSeparator } from "./dropdown-menu";
import { nextSort, type Sort } from "./table-column";

type Sortable = { id: string; header: string; sortable?: boolean; numeric?: boolean };
type SortMenuProps = { columns: readonly Sortable[]; sort: Sort; onSort: (sort: Sort) => void };

const DIRECTIONS = [
  { value: "asc", label: "Ascending" },
  { value: "desc", label: "Descending" },
] as const;

/** The order of a list on a phone, where rows are cards and no header can be pressed. */
export function SortMenu({ columns, sort, onSort }: SortMenuProps) {
  const sortable = columns.filter((column) => column.sortable);
  const current = sortable.find(({ id }) => id === sort.id);
  const Arrow = sort.direction === "asc" ? ArrowUp : ArrowDown;
  const choose = (id: string) => {
    const column = sortable.find((each) => each.id === id);
    if (column && column !== current) onSort(nextSort(sort, column));
  };
  if (sortable.length === 0) return null;
  return (
    <div className="flex justify-end md:hidden">
      <Menu
        label="Sort"
        align="end"
        trigger={
          <Button size="sm" variant="ghost">
            <Arrow aria-hidden />
            {current ? `Sorted by ${current.header.toLowerCase()}` : "Sort"}
            <ChevronDown aria-hidden className="opacity-70" />
          </Button>
        }
      >
        <MenuRadio
          value={sort.id}
          onValue={choose}
          options={sortable.map(({ id, header }) => ({ value: id, label: header }))}
        />
        <MenuSeparator />
        <MenuRadio
          value={sort.direction}
          onValue={(direction) => onSort({ id: sort.id, direction: direction === "asc" ? "asc" : "desc" })}
          options={DIRECTIONS}
        />
      </Menu>
    </div>
  );
}
