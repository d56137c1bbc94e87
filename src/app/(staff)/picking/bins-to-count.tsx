"use client";

import { ClipboardCheck } from "lucide-react";
import { GoodsName, TABLE_NAME_STYLE, unitOf } from "@/app/(staff)/_goods/goods";
import { CountReason, countHref } from "@/app/(staff)/_places/count-reason";
import { type Outputs, trpc } from "@/client/trpc";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { Quantity } from "@/ui/amount";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";

type CountRequest = Outputs["inventory"]["listCountRequests"]["rows"][number];

const COLUMNS: readonly Column<CountRequest>[] = [
  {
    id: "bin",
    header: "Bin",
    card: "title",
    width: "9rem",
    cell: (row) => <span className={TABLE_NAME_STYLE}>{row.locationCode}</span>,
  },
  { id: "product", header: "Product", card: "subtitle", cell: (row) => <GoodsName goods={row} /> },
  { id: "sku", header: "SKU", width: "9rem", cell: (row) => <span className="text-muted">{row.sku}</span> },
  { id: "lot", header: "Lot or serial number", width: "9rem", cell: (row) => row.lotCode },
  {
    id: "recorded",
    header: "Recorded",
    numeric: true,
    width: "7rem",
    cell: (row) => <Quantity value={row.onHand ?? 0} unit={unitOf(row)} />,
  },
  { id: "reason", header: "Reason", width: "16rem", cell: (row) => <CountReason of={row} /> },
];

/** Where somebody found too little. Counting the item in its bin takes it off the list. */
export function BinsToCount() {
  const requests = trpc.inventory.listCountRequests.useInfiniteQuery({}, ENDLESS);
  const list = useEndlessList(requests);
  return (
    <DataTable
      label="Bins to count"
      columns={COLUMNS}
      {...list}
      rowId={(row) => row.id}
      href={countHref}
      empty={
        <EmptyState icon={<ClipboardCheck />} title="No bin to count">
          A bin comes here when somebody picks short from it. Nothing more is picked there until it was counted.
        </EmptyState>
      }
    />
  );
}
