"use client";

import { Check } from "lucide-react";
import { type ReactNode, useId } from "react";
import { ChoiceInput } from "./choice-input";
import { cn } from "./class-names";

type CheckboxProps = {
  checked: boolean;
  onChecked: (checked: boolean, withShift: boolean) => void;
  label?: ReactNode;
  hint?: ReactNode;
  id?: string | undefined;
  disabled?: boolean | undefined;
  invalid?: boolean | undefined;
  className?: string;
  "aria-label"?: string;
  "aria-describedby"?: string | undefined;
};

export function Checkbox({ checked, onChecked, label, hint, id, invalid, className, ...rest }: CheckboxProps) {
  const ownId = useId();
  const boxId = id ?? ownId;
  const box = (
    <span className={cn("relative inline-flex size-4 shrink-0 align-middle pointer-coarse:size-5", className)}>
      <ChoiceInput
        {...rest}
        type="checkbox"
        id={boxId}
        checked={checked}
        onChecked={onChecked}
        aria-invalid={invalid || undefined}
        className={cn(
          "peer size-full appearance-none rounded-sm border border-input bg-surface",
          "before:absolute before:-inset-2 before:content-[''] checked:border-accent checked:bg-accent",
          "aria-invalid:border-danger-text disabled:cursor-not-allowed disabled:opacity-50",
        )}
      />
      <Check
        aria-hidden
        className="pointer-events-none absolute inset-0 m-auto hidden size-3 text-accent-foreground peer-checked:block"
        strokeWidth={3}
      />
    </span>
  );
  if (!label) return box;
  return (
    <div className="flex items-start gap-2 py-1">
      <span className="flex h-5 items-center">{box}</span>
      <label htmlFor={boxId} className="text-sm select-none">
        {label}
        {hint && <span className="block text-xs text-muted">{hint}</span>}
      </label>
    </div>
  );
}
