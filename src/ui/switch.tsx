"use client";

import { type ReactNode, useId } from "react";
import { ChoiceInput } from "./choice-input";
import { cn } from "./class-names";

type SwitchProps = {
  checked: boolean;
  onChecked: (checked: boolean) => void;
  label?: ReactNode;
  hint?: ReactNode;
  id?: string | undefined;
  disabled?: boolean | undefined;
  "aria-label"?: string;
  "aria-describedby"?: string | undefined;
};

/** For a setting that takes effect at once; a choice that a form saves is a Checkbox. */
export function Switch({ checked, onChecked, label, hint, id, ...rest }: SwitchProps) {
  const ownId = useId();
  const switchId = id ?? ownId;
  const control = (
    <span className="relative inline-flex h-5 w-9 shrink-0">
      <ChoiceInput
        {...rest}
        type="switch"
        id={switchId}
        checked={checked}
        onChecked={onChecked}
        className={cn(
          "peer size-full appearance-none rounded-full bg-input transition-colors checked:bg-accent",
          "before:absolute before:-inset-1.5 before:content-[''] disabled:cursor-not-allowed disabled:opacity-50",
        )}
      />
      <span
        aria-hidden
        className={cn(
          "pointer-events-none absolute inset-y-0 left-0 my-auto size-4 translate-x-0.5 rounded-full bg-white",
          "shadow-small transition-transform peer-checked:translate-x-4.5",
        )}
      />
    </span>
  );
  if (!label) return control;
  return (
    <div className="flex items-start justify-between gap-4 py-1">
      <label htmlFor={switchId} className="text-sm select-none">
        {label}
        {hint && <span className="block text-xs text-muted">{hint}</span>}
      </label>
      {control}
    </div>
  );
}
