"use client";

import { useMe } from "@/client/person";
import { currentWarehouseOf } from "./current-warehouse";
import type { Warehouse } from "./locations";
import { useWarehouses } from "./use-warehouses";

/** The warehouse in which the person works now; null where that is open. */
export function useCurrentWarehouse(): Warehouse | null {
  const { warehouses } = useWarehouses();
  return currentWarehouseOf(warehouses, useMe());
}
