"use client";

import { useController } from "react-hook-form";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import type { WarehouseScope } from "@/shared/access";
import { Checkbox } from "@/ui/checkbox";

/** All warehouses of the owner, or some of them. */
export function KeyWarehousesField({ granted }: { granted: WarehouseScope }) {
  const { field } = useController<{ warehouses: WarehouseScope }>({ name: "warehouses" });
  const { warehouses } = useWarehouses();
  const offered = warehouses.filter(({ id }) => granted === "all" || granted.includes(id));
  const chosen = typeof field.value === "string" ? null : field.value;
  const choose = (id: string, isChosen: boolean) =>
    field.onChange(isChosen ? [...(chosen ?? []), id] : (chosen ?? []).filter((other) => other !== id));
  return (
    <fieldset className="flex flex-col">
      <legend className="mb-1 text-sm font-medium">Warehouses</legend>
      <Checkbox
        label="All of the owner's warehouses"
        hint="Also those that are granted later."
        checked={chosen === null}
        onChecked={(all) => field.onChange(all ? "all" : offered.map(({ id }) => id))}
      />
      {chosen && (
        <div className="ml-6 flex flex-col">
          {offered.map(({ id, code, name }) => (
            <Checkbox
              key={id}
              label={`${name} (${code})`}
              checked={chosen.includes(id)}
              onChecked={(isChosen) => choose(id, isChosen)}
            />
          ))}
        </div>
      )}
    </fieldset>
  );
}
