"use client";

import { useController } from "react-hook-form";
import { Checkbox } from "./checkbox";
import type { NamedFieldProps } from "./text-field";

export function CheckboxField({ name, label, hint, disabled }: NamedFieldProps) {
  const { field, fieldState } = useController({ name });
  return (
    <Checkbox
      label={label}
      hint={fieldState.error?.message ?? hint}
      invalid={fieldState.invalid}
      disabled={disabled}
      checked={field.value === true}
      onChecked={field.onChange}
    />
  );
}
