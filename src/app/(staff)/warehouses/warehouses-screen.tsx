"use client";

import { Plus, Warehouse as WarehouseIcon } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { useCan } from "@/client/person";
import { QueryError } from "@/client/query-error";
import { trpc } from "@/client/trpc";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { FilterBar } from "@/ui/filter-bar";
import { PageBody, PageHeader } from "@/ui/page";
import { TableSkeleton } from "@/ui/skeleton";
import { CreateWarehouseDialog } from "./create-warehouse-dialog";
import { narrowWarehouse } from "./narrow-warehouse";
import { WarehouseCard } from "./warehouse-card";

/** The places goods can lie in. */
export function WarehousesScreen() {
  const mayManage = useCan("inventory.manage-locations");
  const [isCreating, setCreating] = useState(false);
  const create = mayManage && (
    <Button variant="primary" icon={<Plus aria-hidden />} shortcut="c" onClick={() => setCreating(true)}>
      New warehouse
    </Button>
  );
  return (
    <>
      <PageHeader title="Warehouses" actions={create} />
      <LocationTree onCreate={mayManage ? () => setCreating(true) : null} />
      <CreateWarehouseDialog open={isCreating} onOpen={setCreating} />
    </>
  );
}

function LocationTree({ onCreate }: { onCreate: (() => void) | null }) {
  const [search, setSearch] = useQueryState("search", parseAsString.withDefault(""));
  const { warehouses, isLoading, error, retry } = useWarehouses();
  const counts = trpc.inventory.binCounts.useQuery();
  if (error)
    return (
      <Card padded={false}>
        <QueryError error={error} onRetry={retry} />
      </Card>
    );
  if (isLoading) return <TableSkeleton />;
  if (warehouses.length === 0) return <NoWarehouse onCreate={onCreate} />;

  const countOf = new Map((counts.data ?? []).map(({ locationId, variantCount }) => [locationId, variantCount]));
  const shown = search
    ? warehouses.map((warehouse) => narrowWarehouse(warehouse, search)).filter(({ bins }) => bins.length > 0)
    : warehouses;
  return (
    <PageBody>
      <FilterBar
        search={{ value: search, onChange: (next) => void setSearch(next || null), placeholder: "Find a bin" }}
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
          ? "Create the first one; it comes with a bin to receive goods into."
          : "A manager creates warehouses and says who works in them."}
      </EmptyState>
    </Card>
  );
}
