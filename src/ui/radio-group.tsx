"use client";

import { RadioGroup as Radix } from "radix-ui";
import { type ReactNode, useId } from "react";
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
  const choose = (next: string) => {
    const option = options.find((candidate) => candidate.value === next);
    if (option) onValue(option.value);
  };
  return (
    <Radix.Root
      value={value}
      onValueChange={choose}
      aria-label={label}
      disabled={disabled}
      className="flex flex-col gap-1.5"
    >
      {options.map((option, index) => (
        <div key={option.value} className="flex items-start gap-2">
          <Radix.Item
            id={`${id}-${index}`}
            value={option.value}
            disabled={option.disabled}
            className={cn(
              "relative mt-0.5 inline-flex size-4 shrink-0 items-center justify-center rounded-full border",
              "border-input bg-surface",
              "before:absolute before:-inset-1.5 before:content-[''] disabled:opacity-50",
              "data-[state=checked]:border-accent data-[state=checked]:bg-accent",
            )}
          >
            <Radix.Indicator className="size-1.5 rounded-full bg-accent-foreground" />
          </Radix.Item>
          <label htmlFor={`${id}-${index}`} className="text-sm select-none">
            {option.label}
            {option.hint && <span className="block text-xs text-muted">{option.hint}</span>}
          </label>
        </div>
      ))}
    </Radix.Root>
  );
}
