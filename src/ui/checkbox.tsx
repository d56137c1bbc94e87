"use client";

import { Check } from "lucide-react";
import { Checkbox as Radix } from "radix-ui";
import { type ReactNode, useId } from "react";
import { cn } from "./class-names";

type CheckboxProps = {
  checked: boolean;
  onChecked: (checked: boolean) => void;
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
    <Radix.Root
      {...rest}
      id={boxId}
      checked={checked}
      onCheckedChange={(next) => onChecked(next === true)}
      aria-invalid={invalid || undefined}
      className={cn(
        "relative inline-flex size-4 align-middle shrink-0 items-center justify-center rounded-sm border border-input",
        "bg-surface text-accent-foreground",
        "before:absolute before:-inset-2 before:content-[''] data-[state=checked]:border-accent",
        "data-[state=checked]:bg-accent",
        "aria-invalid:border-danger-text disabled:cursor-not-allowed disabled:opacity-50 pointer-coarse:size-5",
        className,
      )}
    >
      <Radix.Indicator>
        <Check aria-hidden className="size-3" strokeWidth={3} />
      </Radix.Indicator>
    </Radix.Root>
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
