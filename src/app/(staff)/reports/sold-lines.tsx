"use client";

import { useMemo } from "react";
import { useCan } from "@/client/person";
import { type Inputs, type Outputs, trpc } from "@/client/trpc";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { formatOrderNumber } from "@/modules/orders/order";
import { Money, Quantity } from "@/ui/amount";
import { Badge } from "@/ui/badge";
import { type Column, DataTable } from "@/ui/data-table";
import { DateTime } from "@/ui/date-time";
import { EmptyState } from "@/ui/empty-state";

type Row = Outputs["reports"]["listSoldLines"]["rows"][number];

const COLUMNS: readonly Column<Row>[] = [
  {
    id: "order",
    header: "Order",
    card: "title",
    hideable: false,
    width: "6rem",
    cell: (row) => <span className="font-medium">{formatOrderNumber(row.orderNumber)}</span>,
  },
  { id: "at", header: "When", width: "10rem", cell: (row) => <DateTime at={row.at} /> },
  {
    id: "what",
    header: "What",
    width: "7rem",
    card: "aside",
    cell: (row) => <Badge tone={row.isReturn ? "warning" : "neutral"}>{row.isReturn ? "Returned" : "Shipped"}</Badge>,
  },
  { id: "customer", header: "Customer", card: "subtitle", cell: (row) => row.customerName },
  {
    id: "item",
    header: "Item",
    cell: (row) => (
      <span className="block min-w-0">
        <span className="block wrap-anywhere">{row.title}</span>
        <span className="block text-xs text-muted">{row.sku}</span>
      </span>
    ),
  },
  { id: "warehouse", header: "Warehouse", width: "7rem", cell: (row) => row.warehouseCode },
  { id: "quantity", header: "Items", numeric: true, width: "6rem", cell: (row) => <Quantity value={row.quantity} /> },
  { id: "net", header: "Net", numeric: true, width: "8rem", cell: (row) => <Money minor={row.net} /> },
];
const COST: Column<Row> = {
  id: "cost",
  header: "Cost",
  numeric: true,
  width: "8rem",
  cell: (row) => (row.cost === null || row.cost === undefined ? null : <Money minor={row.cost} />),
};

/** The shipments and returns that a sum is made of. */
export function SoldLines({ asked }: { asked: Omit<Inputs["reports"]["listSoldLines"], "cursor"> }) {
  const seesCosts = useCan("catalog.see-cost");
  const lines = trpc.reports.listSoldLines.useInfiniteQuery(asked, ENDLESS);
  const list = useEndlessList(lines);
  const columns = useMemo(() => (seesCosts ? [...COLUMNS, COST] : COLUMNS), [seesCosts]);
  return (
    <DataTable
      label="Shipments and returns"
      columns={columns}
      {...list}
      rowId={(row) => row.id}
      href={(row) => `/orders/${row.orderId}`}
      nameOf={(row) => `order ${formatOrderNumber(row.orderNumber)}`}
      empty={<EmptyState title="Nothing left or came back in this period">Choose other days.</EmptyState>}
    />
  );
}
