"use client";

import type { ReactNode } from "react";
import { useController } from "react-hook-form";
import { cn } from "./class-names";
import { Field } from "./field";
import { Input } from "./input";
import type { InputSize } from "./input-style";
import type { NamedFieldProps } from "./text-field";
import { useParsedText } from "./use-parsed-text";

export type ParsedFieldProps = NamedFieldProps & {
  /** A unit or currency, inside the box at its end. */
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

/** Text in the box, a number in the form. Text that is not a number becomes NaN, which no zod input accepts. */
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
  const empty = nullable ? null : undefined;
  const { text, onText } = useParsedText({
    value,
    onValue: field.onChange,
    parse: (typed) => (typed.trim() === "" ? empty : (parse(typed) ?? Number.NaN)),
    print,
  });
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
            value={text}
            onChange={(event) => onText(event.target.value)}
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
