"use client";

import { useController } from "react-hook-form";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { ROLE_NAMES, ROLE_RIGHTS } from "@/modules/users/user";
import { ROLES } from "@/shared/access";
import { oneOf } from "@/shared/one-of";
import { Checkbox } from "@/ui/checkbox";
import { RadioGroup } from "@/ui/radio-group";

/** Role and warehouses, inside any form that has both. */
export function AccessFields() {
  return (
    <>
      <RoleField />
      <WarehousesField />
    </>
  );
}

function RoleField() {
  const { field } = useController({ name: "role" });
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 text-sm font-medium">Role</legend>
      <RadioGroup
        label="Role"
        value={oneOf(ROLES, field.value)}
        onValue={field.onChange}
        options={ROLES.map((role) => ({ value: role, label: ROLE_NAMES[role], hint: ROLE_RIGHTS[role] }))}
      />
    </fieldset>
  );
}

function WarehousesField() {
  const { field } = useController({ name: "warehouses" });
  const { warehouses } = useWarehouses();
  const value: unknown = field.value;
  const granted: readonly unknown[] = Array.isArray(value) ? value : [];
  const isAll = value === "all";
  const grant = (id: string, isGranted: boolean) =>
    field.onChange(isGranted ? [...granted, id] : granted.filter((other) => other !== id));
  return (
    <fieldset className="flex flex-col">
      <legend className="mb-1 text-sm font-medium">Warehouses</legend>
      <Checkbox
        label="All warehouses"
        hint="Including new ones."
        checked={isAll}
        onChecked={(all) => field.onChange(all ? "all" : warehouses.map((warehouse) => warehouse.id))}
      />
      {!isAll && (
        <div className="ml-6 flex flex-col">
          {warehouses.map(({ id, code, name }) => (
            <Checkbox
              key={id}
              label={`${name} (${code})`}
              checked={granted.includes(id)}
              onChecked={(isGranted) => grant(id, isGranted)}
            />
          ))}
          {granted.length === 0 && (
            <p className="text-xs text-warning-text">Without a warehouse no stock and no orders are seen.</p>
          )}
        </div>
      )}
    </fieldset>
  );
}
