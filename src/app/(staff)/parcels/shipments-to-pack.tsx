"use client";

import { PackageCheck, Package } from "lucide-react";
import { useState } from "react";
import { asFlag } from "@/client/address";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { useAddress } from "@/client/use-address";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { PARCELS_AT_ONCE_MAX, TO_PACK_DAYS } from "@/modules/parcels/parcel";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { Button } from "@/ui/button";
import { type Column, DataTable } from "@/ui/data-table";
import { DateTime } from "@/ui/date-time";
import { EmptyState } from "@/ui/empty-state";
import { FilterBar, type FilterDefinition } from "@/ui/filter-bar";
import { onDemand } from "@/ui/on-demand";
import { type RowSelection, useRowSelection } from "@/ui/row-selection";
import { SelectionBar } from "@/ui/selection-bar";
import { TextLink } from "@/ui/text-link";
import { numberOf, type ShipmentRow } from "./shipment-row";

const PackEachDialog = onDemand(() => import("./pack-each-dialog").then((file) => file.PackEachDialog));

const COLUMNS: readonly Column<ShipmentRow>[] = [
  {
    id: "number",
    header: "Shipment",
    card: "title",
    width: "8rem",
    cell: (row) => (
      <TextLink href={`/orders/${row.orderId}`}>
        <span className="tabular">{numberOf(row)}</span>
      </TextLink>
    ),
  },
  {
    id: "recipient",
    header: "Recipient",
    card: "subtitle",
    cell: ({ customerReference, recipient: { name, postcode, city, country } }) => (
      <span>
        {name}
        <span className="block text-xs text-muted">
          {[`${postcode} ${city}`.trim(), country, customerReference].filter((part) => part !== "").join(", ")}
        </span>
      </span>
    ),
  },
  {
    id: "items",
    header: "Items",
    width: "12rem",
    cardLabel: "",
    cell: ({ items, left }) =>
      left < items ? `${formatQuantity(left)} of ${formatCount(items, "item")} left` : formatCount(items, "item"),
  },
  { id: "warehouse", header: "Warehouse", width: "7rem", cell: ({ warehouseCode }) => warehouseCode },
  {
    id: "shipped",
    header: "Shipped",
    sortable: true,
    width: "9rem",
    cell: ({ shippedAt }) => <DateTime at={shippedAt} />,
  },
];

const ORDER = { descending: asFlag(true) };

type ShipmentsToPackProps = { warehouseId: string | null; filters: readonly FilterDefinition[]; onClear: () => void };

/** What has shipped and is in no parcel yet. */
export function ShipmentsToPack({ warehouseId, filters, onClear }: ShipmentsToPackProps) {
  const [{ descending }, setOrder] = useAddress(ORDER);
  const selection = useRowSelection();
  const input = { descending, ...(warehouseId && { warehouseId }) };
  const shipments = trpc.parcels.listToPack.useInfiniteQuery(input, ENDLESS);
  const list = useEndlessList(shipments);
  return (
    <>
      <DataTable
        label="Shipments to pack"
        columns={COLUMNS}
        {...list}
        rowId={(row) => row.id}
        sort={{ id: "shipped", direction: descending ? "desc" : "asc" }}
        onSort={({ direction }) => setOrder({ descending: direction === "desc" })}
        selection={selection}
        nameOf={(row) => `shipment ${numberOf(row)}`}
        empty={
          <EmptyState icon={<Package />} title="Everything is packed">
            Here is what shipped within the last {TO_PACK_DAYS} days and is in no parcel yet.
          </EmptyState>
        }
        toolbar={filters.length > 0 && <FilterBar filters={filters} onClear={onClear} />}
      />
      <PackBar selection={selection} shown={list.rows ?? []} />
    </>
  );
}

function PackBar({ selection: { ids, change }, shown }: { selection: RowSelection; shown: readonly ShipmentRow[] }) {
  const [asked, setAsked] = useState<readonly ShipmentRow[] | null>(null);
  const mayPack = useCan("parcels.pack");
  // What somebody else packs meanwhile leaves the list, and the selection with it.
  const chosen = shown.filter(({ id }) => ids.has(id));
  const drop = (id: string) => change((now) => new Set([...now].filter((other) => other !== id)));
  return (
    <>
      {chosen.length > 0 && (
        <SelectionBar
          label="Selected shipments"
          count={`${formatCount(chosen.length, "shipment")} selected`}
          onClear={() => change(() => new Set())}
        >
          {chosen.length > PARCELS_AT_ONCE_MAX ? (
            <span className="text-sm text-muted">Select at most {PARCELS_AT_ONCE_MAX} at a time.</span>
          ) : (
            mayPack && (
              <Button variant="primary" icon={<PackageCheck aria-hidden />} onClick={() => setAsked(chosen)}>
                Pack {chosen.length}
              </Button>
            )
          )}
        </SelectionBar>
      )}
      {asked && <PackEachDialog open onOpen={() => setAsked(null)} rows={asked} onDone={drop} />}
    </>
  );
}
