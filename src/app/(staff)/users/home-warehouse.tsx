"use client";

import { HomeWarehouseField } from "@/app/(staff)/_places/home-warehouse-field";
import { trpc } from "@/client/trpc";
import type { UserRow } from "./user-columns";

/** The home warehouse of somebody else, among those they are granted. */
export function HomeWarehouse({ user: { userId, homeWarehouseId, warehouses } }: { user: UserRow }) {
  const set = trpc.users.setHomeWarehouse.useMutation();
  return (
    <HomeWarehouseField
      value={homeWarehouseId}
      onValue={(warehouseId) => set.mutate({ userId, warehouseId })}
      hint="Scans and forms start here, unless the person chooses another for the day."
      isGranted={(id) => warehouses === "all" || warehouses.includes(id)}
      pending={set.isPending}
      error={set.error}
    />
  );
}
