"use client";

import { HomeWarehouseField } from "@/app/(staff)/_places/home-warehouse-field";
import { useMe } from "@/client/person";
import { trpc } from "@/client/trpc";

/** One's own home warehouse. */
export function OwnHomeWarehouse() {
  const { homeWarehouseId } = useMe();
  const utils = trpc.useUtils();
  const set = trpc.users.setOwnHomeWarehouse.useMutation({ onSuccess: () => utils.users.getMe.invalidate() });
  return (
    <HomeWarehouseField
      value={homeWarehouseId}
      onValue={(warehouseId) => set.mutate({ warehouseId })}
      hint="Scans and forms start here. For a day elsewhere, choose it in the header."
      pending={set.isPending}
      error={set.error}
    />
  );
}
