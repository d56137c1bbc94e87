"use client";

import { type ReactNode, useId } from "react";
import { ChoiceInput } from "./choice-input";
import { cn } from "./class-names";

type RadioOption<Value extends string> = { value: Value; label: ReactNode; hint?: ReactNode; disabled?: boolean };

type RadioGroupProps<Value extends string> = {
  value: Value | null;
  onValue: (value: Value) => void;
  label: string;
  options: readonly RadioOption<Value>[];
  disabled?: boolean;
};

/** A few choices, all visible; for more than about five, use a Select. */
export function RadioGroup<Value extends string>({
  value,
  onValue,
  label,
  options,
  disabled = false,
}: RadioGroupProps<Value>) {
  const id = useId();
  return (
    <div role="radiogroup" aria-label={label} className="flex flex-col gap-1.5">
      {options.map((option, index) => (
        <div key={option.value} className="flex items-start gap-2">
          <span className="relative mt-0.5 flex size-4 shrink-0">
            <ChoiceInput
              type="radio"
              id={`${id}-${index}`}
              name={id}
              checked={option.value === value}
              onChecked={() => onValue(option.value)}
              disabled={disabled || option.disabled}
              className={cn(
                "size-full appearance-none rounded-full border border-input bg-surface",
                "before:absolute before:-inset-1.5 before:content-[''] disabled:opacity-50",
                "checked:border-5 checked:border-accent checked:bg-accent-foreground",
              )}
            />
          </span>
          <label htmlFor={`${id}-${index}`} className="text-sm select-none">
            {option.label}
            {option.hint && <span className="block text-xs text-muted">{option.hint}</span>}
          </label>
        </div>
      ))}
    </div>
  );
}
