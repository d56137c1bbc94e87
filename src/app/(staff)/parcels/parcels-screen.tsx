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
import { FilterBar, type FilterDefinition } from "@/ui/filter-bar";
import { deferred, onDemand } from "@/ui/on-demand";
import { PageHeader } from "@/ui/page";
import { useRowSelection } from "@/ui/row-selection";
import { Tabs } from "@/ui/tabs";
import { PARCEL_COLUMNS } from "./parcel-columns";
import { ParcelsBar } from "./parcels-bar";

const TrackingDialog = onDemand(() => import("./tracking-dialog").then((file) => file.TrackingDialog));

/** One of three tabs, which few open first. */
const ShipmentsToPack = deferred(() => import("./shipments-to-pack").then((file) => file.ShipmentsToPack));

const VIEWS = ["to-pack", ...PARCEL_VIEWS] as const;

const NOTHING = {
  waiting: {
    title: "No parcels to hand over",
    advice: "Pack what has shipped, from the tab “To pack” or on the order's page.",
  },
  "handed-over": { title: "Nothing handed over yet", advice: "Select parcels to hand over, then choose “Hand over”." },
} as const satisfies Record<ParcelView, { title: string; advice: string }>;

/** What has shipped and is not packed, what waits for its carriers, and what they have. */
export function ParcelsScreen() {
  const [{ view, carrier, warehouse }, setFilters] = useAddress({
    view: asOneOf(VIEWS, "waiting"),
    carrier: asText(null),
    warehouse: asText(null),
  });
  const { ofCarrier, ofWarehouse } = useParcelFilters({ carrier, warehouse, setFilters });
  const clear = () => setFilters({ carrier: null, warehouse: null });
  return (
    <>
      <PageHeader
        title="Parcels"
        description="Pack what has shipped, print labels, export for the carrier's own program, and hand over."
        actions={<TakeTracking />}
      />
      <Tabs
        label="Parcels by progress"
        value={view}
        onValue={(next) => setFilters({ view: next })}
        tabs={[
          { value: "to-pack", label: "To pack" },
          { value: "waiting", label: "To hand over" },
          { value: "handed-over", label: "Handed over" },
        ]}
      />
      <div className="mt-3">
        {view === "to-pack" ? (
          <ShipmentsToPack warehouseId={warehouse} filters={ofWarehouse} onClear={clear} />
        ) : (
          <PackedParcels
            key={view}
            view={view}
            narrowed={{ ...(carrier && { carrierId: carrier }), ...(warehouse && { warehouseId: warehouse }) }}
            filters={[...ofCarrier, ...ofWarehouse]}
            onClear={clear}
          />
        )}
      </div>
    </>
  );
}

type PackedParcelsProps = {
  view: ParcelView;
  narrowed: { carrierId?: string; warehouseId?: string };
  filters: readonly FilterDefinition[];
  onClear: () => void;
};

function PackedParcels({ view, narrowed, filters, onClear }: PackedParcelsProps) {
  const selection = useRowSelection();
  const input = { view, ...narrowed };
  const parcels = trpc.parcels.list.useInfiniteQuery(input, ENDLESS);
  const list = useEndlessList(parcels);
  return (
    <>
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
          <FilterBar filters={filters} actions={<ExportList of="parcels.list" filters={input} />} onClear={onClear} />
        }
      />
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
  return {
    ofCarrier: carriers.length > 0 ? [ofCarrier] : [],
    ofWarehouse: warehouses.length > 1 ? [ofWarehouse] : [],
  };
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
