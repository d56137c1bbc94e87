"use client";

import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { Field } from "@/ui/field";
import { Select } from "@/ui/select";
import type { UserRow } from "./user-columns";

const NONE = "none";

/** Where a person works unless they say otherwise, saved at once. */
export function HomeWarehouse({ user }: { user: UserRow }) {
  const { warehouses } = useWarehouses();
  const set = trpc.users.setHomeWarehouse.useMutation();
  const isGranted = (id: string) => user.warehouses === "all" || user.warehouses.includes(id);
  return (
    <div className="flex flex-col gap-2">
      <Field label="Home warehouse" hint="Scans and forms start here, unless the person chooses another for the day.">
        {(control) => (
          <Select
            {...control}
            disabled={set.isPending}
            value={user.homeWarehouseId ?? NONE}
            onValue={(id) => set.mutate({ userId: user.userId, warehouseId: id === NONE ? null : id })}
            options={[
              { value: NONE, label: "None" },
              ...warehouses.filter(({ id }) => isGranted(id)).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
      </Field>
      <RefusalNotice of={set.error} />
    </div>
  );
}
