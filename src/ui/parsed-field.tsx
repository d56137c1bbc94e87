"use client";

import { type ReactNode, useState } from "react";
import { useController } from "react-hook-form";
import { cn } from "./class-names";
import { Field } from "./field";
import { Input } from "./input";
import type { InputSize } from "./input-style";
import type { NamedFieldProps } from "./text-field";

export type ParsedFieldProps = NamedFieldProps & {
  /** Stands inside the box at its end: a unit, a currency. */
  unit?: ReactNode;
  /** Empty gives null instead of undefined. */
  nullable?: boolean;
  placeholder?: string;
  autoFocus?: boolean;
  size?: InputSize;
};

type Reading = {
  parse: (text: string) => number | null;
  print: (value: number) => string;
  inputMode: "numeric" | "decimal";
  expect: string;
};

const isNumber = (value: unknown): value is number => typeof value === "number" && !Number.isNaN(value);

/**
 * Text in the box, a number in the form. The text stays as it was typed; the form holds what it means, or NaN where
 * it means nothing, so that the form cannot be sent.
 */
export function ParsedField({
  name,
  label,
  hint,
  optional,
  className,
  unit,
  nullable = false,
  parse,
  print,
  inputMode,
  expect,
  size,
  ...rest
}: ParsedFieldProps & Reading) {
  const { field, fieldState } = useController({ name });
  const value: unknown = field.value;
  const [typed, setTyped] = useState({ text: isNumber(value) ? print(value) : "", meaning: value });
  // A value set from elsewhere (reset, a scan) replaces the text; the person's own typing never does.
  if (!Object.is(typed.meaning, value)) setTyped({ text: isNumber(value) ? print(value) : "", meaning: value });

  const change = (text: string) => {
    const meaning = text.trim() === "" ? (nullable ? null : undefined) : (parse(text) ?? Number.NaN);
    setTyped({ text, meaning });
    field.onChange(meaning);
  };
  const error = fieldState.error && (Number.isNaN(value) ? expect : fieldState.error.message);

  return (
    <Field label={label} hint={hint} error={error} optional={optional} className={className}>
      {(control) => (
        <div className="relative">
          <Input
            {...control}
            {...rest}
            {...(size && { size })}
            ref={field.ref}
            name={name}
            inputMode={inputMode}
            value={typed.text}
            onChange={(event) => change(event.target.value)}
            onBlur={field.onBlur}
            className={cn("text-right tabular", unit && "pr-12")}
          />
          {unit && (
            <span className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-xs text-muted">
              {unit}
            </span>
          )}
        </div>
      )}
    </Field>
  );
}
