"use client";

import { GoodsName, TABLE_NAME_STYLE, unitOf } from "@/app/(staff)/_goods/goods";
import type { Outputs } from "@/client/trpc";
import { formatQuantity } from "@/shared/quantity";
import { Quantity } from "@/ui/amount";
import { Badge } from "@/ui/badge";
import type { Column } from "@/ui/data-table";

export type StockRow = Outputs["inventory"]["listStock"]["rows"][number];

function StockState({ row }: { row: StockRow }) {
  return (
    <span className="inline-flex flex-wrap gap-1">
      <Supply row={row} />
      {row.waiting > 0 && <Badge tone="warning">{formatQuantity(row.waiting, unitOf(row))} backordered</Badge>}
      {row.expired > 0 && <Badge tone="danger">{formatQuantity(row.expired, unitOf(row))} expired</Badge>}
      {row.blocked > 0 && <Badge tone="danger">{formatQuantity(row.blocked, unitOf(row))} blocked</Badge>}
    </span>
  );
}

function Supply({ row }: { row: StockRow }) {
  if (row.isArchived) return <Badge tone="warning">Archived</Badge>;
  if (row.onHand === 0) return <Badge tone="danger">Out of stock</Badge>;
  if (row.isLow) return <Badge tone="warning">Low</Badge>;
  if (row.available === 0 && row.held > 0) return <Badge tone="info">Held by quotes</Badge>;
  if (row.available === 0 && row.reserved > 0) return <Badge tone="info">Fully reserved</Badge>;
  return null;
}

/** Where quotes hold stock, how much they do. */
const HELD: Column<StockRow> = {
  id: "held",
  header: "Held",
  numeric: true,
  width: "8rem",
  cell: (row) => <Quantity value={row.held} unit={unitOf(row)} tone={row.held === 0 ? "muted" : "neutral"} />,
};

export function stockColumns({ quotesHold }: { quotesHold: boolean }): readonly Column<StockRow>[] {
  const before = STOCK_COLUMNS.findIndex(({ id }) => id === "available");
  return quotesHold ? STOCK_COLUMNS.toSpliced(before, 0, HELD) : STOCK_COLUMNS;
}

const STOCK_COLUMNS: readonly Column<StockRow>[] = [
  {
    id: "title",
    header: "Product",
    cell: (row) => <GoodsName goods={row} className={TABLE_NAME_STYLE} />,
    sortable: true,
    hideable: false,
    card: "title",
  },
  {
    id: "sku",
    header: "SKU",
    cell: (row) => <span className="text-muted">{row.sku}</span>,
    card: "subtitle",
    width: "20%",
  },
  { id: "state", header: "State", cell: (row) => <StockState row={row} />, card: "aside", width: "8rem" },
  {
    id: "onHand",
    header: "On hand",
    cell: (row) => <Quantity value={row.onHand} unit={unitOf(row)} />,
    numeric: true,
    sortable: true,
    width: "8rem",
  },
  {
    id: "reserved",
    header: "Reserved",
    numeric: true,
    width: "8rem",
    cell: (row) => <Quantity value={row.reserved} unit={unitOf(row)} tone={row.reserved === 0 ? "muted" : "neutral"} />,
  },
  {
    id: "available",
    header: "Available",
    numeric: true,
    sortable: true,
    width: "8rem",
    cell: (row) => (
      <Quantity
        value={row.available}
        unit={unitOf(row)}
        tone={row.available === 0 ? "danger" : "neutral"}
        className="font-medium"
      />
    ),
  },
];
