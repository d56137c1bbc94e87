"use client";

import { useMemo } from "react";
import { trpc } from "@/client/trpc";
import { buildLocationTree, type Warehouse } from "./locations";

const NONE: Warehouse[] = [];

/** The warehouses one may use, with their zones and bins. */
export function useWarehouses() {
  const locations = trpc.inventory.locations.useQuery();
  const warehouses = useMemo(() => (locations.data ? buildLocationTree(locations.data) : NONE), [locations.data]);
  return { warehouses, isLoading: locations.isPending, error: locations.error, retry: () => void locations.refetch() };
}
