"use client";

import { FileUp, Package } from "lucide-react";
import { useState } from "react";
import { ExportList } from "@/app/(staff)/_export/export-list";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { asOneOf, asText } from "@/client/address";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { useAddress } from "@/client/use-address";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { formatParcelNumber, PARCEL_VIEWS, type ParcelView } from "@/modules/parcels/parcel";
import { Button } from "@/ui/button";
import { DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { FilterBar } from "@/ui/filter-bar";
import { onDemand } from "@/ui/on-demand";
import { PageHeader } from "@/ui/page";
import { useRowSelection } from "@/ui/row-selection";
import { Tabs } from "@/ui/tabs";
import { PARCEL_COLUMNS } from "./parcel-columns";
import { ParcelsBar } from "./parcels-bar";

const TrackingDialog = onDemand(() => import("./tracking-dialog").then((file) => file.TrackingDialog));

const NOTHING = {
  waiting: {
    title: "No parcels to hand over",
    advice: "Open an order that has shipped and choose “Pack a parcel”.",
  },
  "handed-over": { title: "Nothing handed over yet", advice: "Select parcels to hand over, then choose “Hand over”." },
} as const satisfies Record<ParcelView, { title: string; advice: string }>;

/** What waits for its carriers, and what they have. */
export function ParcelsScreen() {
  const [{ view, carrier, warehouse }, setFilters] = useAddress({
    view: asOneOf(PARCEL_VIEWS, "waiting"),
    carrier: asText(null),
    warehouse: asText(null),
  });
  const selection = useRowSelection();
  const input = {
    view,
    ...(carrier && { carrierId: carrier }),
    ...(warehouse && { warehouseId: warehouse }),
  };
  const parcels = trpc.parcels.list.useInfiniteQuery(input, ENDLESS);
  const list = useEndlessList(parcels);
  const filters = useParcelFilters({ carrier, warehouse, setFilters });
  return (
    <>
      <PageHeader
        title="Parcels"
        description="Export them for the carrier's own program, print their labels, and hand them over."
        actions={<TakeTracking />}
      />
      <Tabs
        label="Parcels by progress"
        value={view}
        onValue={(next) => {
          selection.change(() => new Set());
          setFilters({ view: next });
        }}
        tabs={[
          { value: "waiting", label: "To hand over" },
          { value: "handed-over", label: "Handed over" },
        ]}
      />
      <div className="mt-3">
        <DataTable
          label="Parcels"
          columns={PARCEL_COLUMNS[view]}
          {...list}
          rowId={(row) => row.id}
          selection={selection}
          nameOf={(row) => `parcel ${formatParcelNumber(row)}`}
          empty={
            <EmptyState icon={<Package />} title={NOTHING[view].title}>
              {NOTHING[view].advice}
            </EmptyState>
          }
          toolbar={
            <FilterBar
              filters={filters}
              actions={<ExportList of="parcels.list" filters={input} />}
              onClear={() => setFilters({ carrier: null, warehouse: null })}
            />
          }
        />
      </div>
      <ParcelsBar selection={selection} view={view} />
    </>
  );
}

type Narrowed = {
  carrier: string | null;
  warehouse: string | null;
  setFilters: (change: { carrier?: string | null; warehouse?: string | null }) => void;
};

function useParcelFilters({ carrier, warehouse, setFilters }: Narrowed) {
  const { data: carriers = [] } = trpc.parcels.listCarriers.useQuery();
  const { warehouses } = useWarehouses();
  const ofCarrier = {
    id: "carrier",
    label: "Carrier",
    options: carriers.map(({ id, name }) => ({ value: id, label: name })),
    value: carrier,
    onChange: (value: string | null) => setFilters({ carrier: value }),
  };
  const ofWarehouse = {
    id: "warehouse",
    label: "Warehouse",
    options: warehouses.map(({ id, name }) => ({ value: id, label: name })),
    value: warehouse,
    onChange: (value: string | null) => setFilters({ warehouse: value }),
  };
  return [...(carriers.length > 0 ? [ofCarrier] : []), ...(warehouses.length > 1 ? [ofWarehouse] : [])];
}

function TakeTracking() {
  const [isOpen, setOpen] = useState(false);
  if (!useCan("parcels.take-tracking")) return null;
  return (
    <>
      <Button icon={<FileUp aria-hidden />} onClick={() => setOpen(true)}>
        Tracking numbers
      </Button>
      <TrackingDialog open={isOpen} onOpen={setOpen} />
    </>
  );
}
