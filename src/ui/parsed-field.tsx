"use client";

import type { ReactNode } from "react";
import { useController } from "react-hook-form";
import type { NumberKind } from "@/shared/typed-number";
import { cn } from "./class-names";
import { Field } from "./field";
import { Input } from "./input";
import type { InputSize } from "./input-style";
import type { NamedFieldProps } from "./text-field";
import { useTypedNumber } from "./use-typed-number";

export type ParsedFieldProps = NamedFieldProps & {
  /** A unit or currency, inside the box at its end. */
  unit?: ReactNode;
  /** Empty gives null instead of undefined. */
  nullable?: boolean;
  placeholder?: string;
  autoFocus?: boolean;
  size?: InputSize;
};

/**
 * Text in the box, a number in the form, and below it how the text was understood. Text that is not a number becomes
 * NaN, which no zod input accepts.
 */
export function ParsedField({
  name,
  label,
  hint,
  optional,
  className,
  unit,
  nullable = false,
  kind,
  size,
  ...rest
}: ParsedFieldProps & { kind: NumberKind }) {
  const { field, fieldState } = useController({ name });
  const typed = useTypedNumber({
    value: field.value,
    onValue: field.onChange,
    kind,
    empty: nullable ? null : undefined,
    unread: Number.NaN,
  });
  const error = typed.shownProblem ?? (fieldState.error && (typed.problem ?? fieldState.error.message));

  return (
    <Field label={label} hint={typed.understood ?? hint} error={error} optional={optional} className={className}>
      {(control) => (
        <div className="relative">
          <Input
            {...control}
            {...rest}
            {...(size && { size })}
            ref={field.ref}
            name={name}
            inputMode={kind.digits === 0 ? "numeric" : "decimal"}
            value={typed.text}
            onChange={(event) => typed.onText(event.target.value)}
            onBlur={() => {
              typed.onLeave();
              field.onBlur();
            }}
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
