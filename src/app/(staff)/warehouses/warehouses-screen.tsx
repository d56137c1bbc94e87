"use client";

import { Plus, Warehouse as WarehouseIcon } from "lucide-react";
import { useState } from "react";
import { ExportList } from "@/app/(staff)/_export/export-list";
import type { Warehouse } from "@/app/(staff)/_places/locations";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { asText } from "@/client/address";
import { Loaded } from "@/client/loaded";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { useAddress } from "@/client/use-address";
import { ENDLESS, useAllPages } from "@/client/use-endless-list";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { FilterBar } from "@/ui/filter-bar";
import { onDemand } from "@/ui/on-demand";
import { PageBody, PageHeader } from "@/ui/page";
import { TableSkeleton } from "@/ui/skeleton";
import { narrowWarehouse } from "./narrow-warehouse";
import { WarehouseCard } from "./warehouse-card";

const CreateWarehouseDialog = onDemand(() =>
  import("./create-warehouse-dialog").then((file) => file.CreateWarehouseDialog),
);

/** Warehouses with their zones and bins. */
export function WarehousesScreen() {
  const mayCreate = useCan("inventory.create-warehouse");
  const [isCreating, setCreating] = useState(false);
  const actions = (
    <>
      <ExportList of="inventory.listLocations" filters={{}} />
      {mayCreate && (
        <Button variant="primary" icon={<Plus aria-hidden />} shortcut="c" onClick={() => setCreating(true)}>
          New warehouse
        </Button>
      )}
    </>
  );
  return (
    <>
      <PageHeader title="Warehouses" actions={actions} />
      <LocationTree onCreate={mayCreate ? () => setCreating(true) : null} />
      <CreateWarehouseDialog open={isCreating} onOpen={setCreating} />
    </>
  );
}

function LocationTree({ onCreate }: { onCreate: (() => void) | null }) {
  const { query } = useWarehouses();
  return (
    <Loaded query={query} skeleton={<TableSkeleton />}>
      {(warehouses) =>
        warehouses.length === 0 ? <NoWarehouse onCreate={onCreate} /> : <Warehouses warehouses={warehouses} />
      }
    </Loaded>
  );
}

function Warehouses({ warehouses }: { warehouses: readonly Warehouse[] }) {
  const [{ search }, setAddress] = useAddress({ search: asText("") });
  const pages = trpc.inventory.countBinContents.useInfiniteQuery({}, ENDLESS);
  const counts = useAllPages(pages);
  const countOf = new Map((counts.data ?? []).map(({ locationId, variantCount }) => [locationId, variantCount]));
  const shown = search
    ? warehouses.map((warehouse) => narrowWarehouse(warehouse, search)).filter(({ bins }) => bins.length > 0)
    : warehouses;
  return (
    <PageBody>
      <FilterBar
        search={{ value: search, onChange: (next) => setAddress({ search: next }), placeholder: "Find a bin" }}
      />
      {shown.length === 0 && (
        <Card padded={false}>
          <EmptyState icon={<WarehouseIcon />} title="No bin matches">
            Try a part of its code or name.
          </EmptyState>
        </Card>
      )}
      {shown.map((warehouse) => (
        <WarehouseCard
          key={warehouse.id}
          warehouse={warehouse}
          countOf={counts.data && ((binId) => countOf.get(binId) ?? 0)}
          isNarrowed={search !== ""}
        />
      ))}
    </PageBody>
  );
}

function NoWarehouse({ onCreate }: { onCreate: (() => void) | null }) {
  return (
    <Card padded={false}>
      <EmptyState
        icon={<WarehouseIcon />}
        title="No warehouse yet"
        action={
          onCreate && (
            <Button variant="primary" onClick={onCreate}>
              New warehouse
            </Button>
          )
        }
      >
        {onCreate
          ? "Create the first one; it comes with a bin to receive into."
          : "A manager creates warehouses; an administrator decides who works in them."}
      </EmptyState>
    </Card>
  );
}
