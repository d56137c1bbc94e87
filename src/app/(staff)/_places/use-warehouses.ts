"use client";

import { useMemo } from "react";
import { trpc } from "@/client/trpc";
import { ENDLESS, useAllPages } from "@/client/use-endless-list";
import { buildLocationTree, type Warehouse } from "./locations";

const NO_WAREHOUSES: readonly Warehouse[] = [];

/** The warehouses a person may use, with zones and bins: as a list, empty until it is known, and as the query. */
export function useWarehouses() {
  const pages = trpc.inventory.listLocations.useInfiniteQuery({}, ENDLESS);
  const { data, error, refetch } = useAllPages(pages);
  const warehouses = useMemo(() => data && buildLocationTree(data), [data]);
  return { warehouses: warehouses ?? NO_WAREHOUSES, query: { data: warehouses, error, refetch } };
}
