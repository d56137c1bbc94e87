"use client";

import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { useMe } from "@/client/person";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { Field } from "@/ui/field";
import { Select } from "@/ui/select";

const NONE = "none";

/** Where one works unless one says otherwise in the header, saved at once. */
export function OwnHomeWarehouse() {
  const { warehouses } = useWarehouses();
  const { homeWarehouseId } = useMe();
  const utils = trpc.useUtils();
  const set = trpc.users.setOwnHomeWarehouse.useMutation({ onSuccess: () => utils.users.getMe.invalidate() });
  return (
    <div className="flex flex-col gap-2">
      <Field label="Home warehouse" hint="Scans and forms start here. For a day elsewhere, choose it in the header.">
        {(control) => (
          <Select
            {...control}
            disabled={set.isPending}
            value={homeWarehouseId ?? NONE}
            onValue={(id) => set.mutate({ warehouseId: id === NONE ? null : id })}
            options={[
              { value: NONE, label: "None" },
              ...warehouses.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
      </Field>
      <RefusalNotice of={set.error} />
    </div>
  );
}
