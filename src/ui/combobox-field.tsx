"use client";

import { useController } from "react-hook-form";
import { Combobox } from "./combobox";
import type { ComboboxProps } from "./combobox-props";
import { type ControlProps, Field } from "./field";
import type { NamedFieldProps } from "./text-field";

type ComboboxFieldProps<Item> = NamedFieldProps &
  Omit<ComboboxProps<Item>, Exclude<keyof ControlProps, "placeholder" | "size"> | "onValue"> & {
    /** The caller keeps the chosen item, with its name; the form keeps only its id. */
    onValue: (item: Item | null) => void;
    nullable?: boolean;
  };

export function ComboboxField<Item>({
  name,
  label,
  hint,
  optional,
  disabled,
  className,
  onValue,
  nullable = false,
  ...rest
}: ComboboxFieldProps<Item>) {
  const { field, fieldState } = useController({ name });
  const choose = (item: Item | null) => {
    field.onChange(item === null ? (nullable ? null : "") : rest.itemId(item));
    onValue(item);
  };
  return (
    <Field label={label} hint={hint} error={fieldState.error?.message} optional={optional} className={className}>
      {(control) => <Combobox {...control} {...rest} disabled={disabled} onValue={choose} />}
    </Field>
  );
}
