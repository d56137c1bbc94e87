"use client";

import { useController } from "react-hook-form";
import { Field } from "./field";
import { Select } from "./select";
import type { SelectOption } from "./select-props";
import type { NamedFieldProps } from "./text-field";

type SelectFieldProps = NamedFieldProps & {
  options: readonly SelectOption[];
  placeholder?: string;
  /** The option that stands for null in the form. */
  none?: string;
};

export function SelectField({ name, label, hint, optional, className, disabled, none, ...rest }: SelectFieldProps) {
  const { field, fieldState } = useController({ name });
  const value: unknown = field.value;
  return (
    <Field label={label} hint={hint} error={fieldState.error?.message} optional={optional} className={className}>
      {(control) => (
        <Select
          {...control}
          {...rest}
          disabled={disabled}
          value={typeof value === "string" && value ? value : (none ?? null)}
          onValue={(chosen) => field.onChange(chosen === none ? null : chosen)}
        />
      )}
    </Field>
  );
}
