"use client";

import { type ClientError, RefusalNotice } from "@/client/refusal";
import { Field } from "@/ui/field";
import { Select } from "@/ui/select";
import { useWarehouses } from "./use-warehouses";

const NONE = "none";

type HomeWarehouseFieldProps = {
  value: string | null;
  onValue: (warehouseId: string | null) => void;
  hint: string;
  /** Which of the warehouses may be chosen; all that the reader works in by default. */
  isGranted?: (warehouseId: string) => boolean;
  pending: boolean;
  error: ClientError | null;
};

/** Where a person works unless they say otherwise, saved at once. */
export function HomeWarehouseField({
  value,
  onValue,
  hint,
  isGranted = () => true,
  pending,
  error,
}: HomeWarehouseFieldProps) {
  const { warehouses } = useWarehouses();
  const choices = warehouses.filter(({ id }) => isGranted(id)).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="flex flex-col gap-2">
      <Field label="Home warehouse" hint={hint}>
        {(control) => (
          <Select
            {...control}
            disabled={pending}
            value={value ?? NONE}
            onValue={(id) => onValue(id === NONE ? null : id)}
            options={[{ value: NONE, label: "None" }, ...choices]}
          />
        )}
      </Field>
      <RefusalNotice of={error} />
    </div>
  );
}
