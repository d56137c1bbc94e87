"use client";

import { type ReactNode } from "react";
import { useController } from "react-hook-form";
import { Field } from "./field";
import { Input } from "./input";
import { Textarea } from "./textarea";

export type NamedFieldProps = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  optional?: boolean;
  disabled?: boolean;
  className?: string;
};

type TextFieldProps = NamedFieldProps & {
  type?: "text" | "email" | "password" | "url" | "tel" | "date" | "datetime-local";
  placeholder?: string;
  autoComplete?: string;
  autoFocus?: boolean;
  inputMode?: "text" | "numeric" | "decimal" | "email" | "search";
  /** More than one row makes it a Textarea. */
  rows?: number;
  /** The value of an empty box, for optional inputs that refuse "". */
  emptyAs?: "" | null | undefined;
};

export function TextField({ name, label, hint, optional, className, rows, type = "text", ...rest }: TextFieldProps) {
  const { field, fieldState } = useController({ name });
  const { emptyAs, ...attributes } = rest;
  const change = (text: string) => field.onChange(text === "" && "emptyAs" in rest ? emptyAs : text);
  const value: unknown = field.value;
  const shared = {
    name,
    ref: field.ref,
    onBlur: field.onBlur,
    value: typeof value === "string" ? value : "",
    ...attributes,
  };
  return (
    <Field label={label} hint={hint} error={fieldState.error?.message} optional={optional} className={className}>
      {(control) =>
        rows && rows > 1 ? (
          <Textarea {...control} {...shared} rows={rows} onChange={(event) => change(event.target.value)} />
        ) : (
          <Input {...control} {...shared} type={type} onChange={(event) => change(event.target.value)} />
        )
      }
    </Field>
  );
}
