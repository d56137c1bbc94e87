"use client";

import { Check } from "lucide-react";
import { GoodsName } from "@/app/(staff)/_goods/goods";
import { lotName } from "@/app/(staff)/_goods/lot-name";
import { formatOrderNumber } from "@/modules/orders/order";
import { ROWS_OF_LIST_MAX, toPick } from "@/modules/picking/pick-list";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { Badge } from "@/ui/badge";
import { type Column, DataTable } from "@/ui/data-table";
import { TextLink } from "@/ui/text-link";
import type { PickList, PickRow } from "./pick-scan";

const COLUMNS: readonly Column<PickRow>[] = [
  { id: "bin", header: "Bin", card: "title", width: "8rem", cell: (row) => row.locationCode },
  {
    id: "item",
    header: "Item",
    card: "subtitle",
    cell: (row) => (
      <>
        <GoodsName goods={row} />
        <span className="block text-xs text-muted">{[row.sku, lotName(row)].filter(Boolean).join(", ")}</span>
      </>
    ),
  },
  {
    id: "order",
    header: "Order",
    width: "7rem",
    cell: (row) => <TextLink href={`/orders/${row.orderId}`}>{formatOrderNumber(row.orderNumber)}</TextLink>,
  },
  { id: "picked", header: "Picked", card: "aside", width: "10rem", cell: (row) => <State row={row} /> },
];

function State({ row }: { row: PickRow }) {
  const all = row.quantity + row.shipped;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 tabular">
      {toPick(row) === 0 && all > 0 && <Check aria-hidden className="size-4 text-success-text" />}
      {formatQuantity(row.picked + row.shipped)} of {formatQuantity(all)}
      {row.short > 0 && <Badge tone="warning">{formatQuantity(row.short)} short</Badge>}
      {row.orderStatus === "on_hold" && <Badge tone="warning">On hold</Badge>}
    </span>
  );
}

/** The whole list, as one walks it. */
export const PickOverview = ({ list: { picks } }: { list: PickList }) => (
  <>
    <DataTable label="Whole list" columns={COLUMNS} rows={picks} rowId={(row) => row.allocationId} />
    {picks.length === ROWS_OF_LIST_MAX && (
      <p className="text-sm text-muted">
        {formatCount(ROWS_OF_LIST_MAX, "row")} are shown. Others follow as these are picked.
      </p>
    )}
  </>
);
