"use client";

import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "./class-names";
import type { InputSize } from "./input-style";

type FieldControl = {
  id: string;
  invalid: boolean;
  "aria-describedby": string | undefined;
  "aria-required": true | undefined;
};

/** What a control that is no plain input accepts, from a Field around it or from its caller. */
export type ControlProps = { [Name in keyof FieldControl]?: FieldControl[Name] | undefined } & {
  label?: string;
  placeholder?: string;
  size?: InputSize;
  disabled?: boolean | undefined;
  className?: string;
};

type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null | undefined;
  optional?: boolean | undefined;
  required?: boolean | undefined;
  hideLabel?: boolean;
  className?: string | undefined;
  children: (control: FieldControl) => ReactNode;
};

/** A labelled control. It gets an id and descriptions, so that a screen reader reads label, hint and error together. */
export function Field({
  label,
  hint,
  error,
  optional = false,
  required = false,
  hideLabel = false,
  className,
  children,
}: FieldProps) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  return (
    <div className={cn("flex min-w-0 flex-col gap-1", className)}>
      <label htmlFor={id} className={cn("flex items-baseline gap-1.5 text-sm font-medium", hideLabel && "sr-only")}>
        <span className="min-w-0">{label}</span>
        {optional && <span className="text-xs font-normal text-muted">optional</span>}
      </label>
      {children({
        id,
        invalid: Boolean(error),
        "aria-describedby": [errorId, hintId].filter(Boolean).join(" ") || undefined,
        "aria-required": required || undefined,
      })}
      {error && (
        <p id={errorId} className="flex items-start gap-1 text-xs text-danger-text">
          <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
          {error}
        </p>
      )}
      {hint && (
        <p id={hintId} className="text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
