"use client";

import { ExportList } from "@/app/(staff)/_export/export-list";
import type { OrderRow } from "@/app/(staff)/_orders/order-columns";
import { SavedViews } from "@/app/(staff)/_views/saved-views";
import { ColumnMenu } from "@/ui/column-menu";
import type { Column } from "@/ui/table-column";
import { type OrderFilters, toQuestion } from "./order-filters";

type OrderToolsProps = {
  filters: OrderFilters;
  columns: readonly Column<OrderRow>[];
  hidden: readonly string[];
  onHidden: (hidden: string[]) => void;
};

/** What is done with the list as it is narrowed now. */
export function OrderTools({ filters, columns, hidden, onHidden }: OrderToolsProps) {
  return (
    <>
      <SavedViews list="orders" hidden={hidden} onHidden={onHidden} />
      <ExportList of="orders.list" filters={toQuestion(filters)} />
      <ColumnMenu columns={columns} hidden={hidden} onHidden={onHidden} />
    </>
  );
}
