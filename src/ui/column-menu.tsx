"use client";

import { Columns3 } from "lucide-react";
import { Button } from "./button";
import { Menu, MenuCheckItem, MenuLabel } from "./dropdown-menu";
import type { Column } from "./table-column";

type ColumnMenuProps<Row> = {
  columns: readonly Column<Row>[];
  hidden: readonly string[];
  onHidden: (hidden: string[]) => void;
};

/** Chooses the columns of a table; phones show cards instead. The last column stays, and so do those not hideable. */
export function ColumnMenu<Row>({ columns, hidden, onHidden }: ColumnMenuProps<Row>) {
  return (
    <Menu
      label="Columns"
      trigger={
        <Button className="max-md:hidden" icon={<Columns3 aria-hidden />}>
          Columns
        </Button>
      }
    >
      <MenuLabel>Columns</MenuLabel>
      {columns
        .filter((column) => column.hideable !== false)
        .map((column) => (
          <MenuCheckItem
            key={column.id}
            checked={!hidden.includes(column.id)}
            disabled={!hidden.includes(column.id) && hidden.length >= columns.length - 1}
            onChecked={(checked) =>
              onHidden(checked ? hidden.filter((id) => id !== column.id) : [...hidden, column.id])
            }
          >
            {column.header}
          </MenuCheckItem>
        ))}
    </Menu>
  );
}
