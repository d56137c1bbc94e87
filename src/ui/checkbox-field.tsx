"use client";

import { useController } from "react-hook-form";
import { Checkbox } from "./checkbox";
import type { NamedFieldProps } from "./text-field";

type CheckboxFieldProps = Pick<NamedFieldProps, "name" | "label" | "hint" | "disabled">;

export function CheckboxField({ name, ...rest }: CheckboxFieldProps) {
  const { field } = useController({ name });
  return <Checkbox {...rest} checked={field.value === true} onChecked={field.onChange} />;
}
