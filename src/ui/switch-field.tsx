"use client";

import { useController } from "react-hook-form";
import { Switch } from "./switch";
import type { NamedFieldProps } from "./text-field";

export function SwitchField({ name, label, hint, disabled }: NamedFieldProps) {
  const { field } = useController({ name });
  return (
    <Switch label={label} hint={hint} disabled={disabled} checked={field.value === true} onChecked={field.onChange} />
  );
}
