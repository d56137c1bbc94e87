"use client";

import { useMemo } from "react";
import { trpc } from "@/client/trpc";
import { buildLocationTree, type Warehouse } from "./locations";

const NONE: readonly Warehouse[] = [];

/** The warehouses one may use, with their zones and bins: at hand where a list will do, and as the query they are. */
export function useWarehouses() {
  const { data, error, refetch } = trpc.inventory.listLocations.useQuery();
  const warehouses = useMemo(() => data && buildLocationTree(data), [data]);
  return { warehouses: warehouses ?? NONE, query: { data: warehouses, error, refetch } };
}
