"use client";

import { type ReactNode, useId } from "react";
import { ChoiceInput } from "./choice-input";
import { cn } from "./class-names";

type RadioCardsProps<Value extends string> = {
  value: Value | null;
  onValue: (value: Value) => void;
  label: string;
  options: readonly { value: Value; content: ReactNode }[];
};

/** Two or three choices to be read side by side. */
export function RadioCards<Value extends string>({ value, onValue, label, options }: RadioCardsProps<Value>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className="grid grid-cols-1 gap-2 sm:grid-cols-2">
      {options.map((option) => (
        <label
          key={option.value}
          className={cn(
            "relative flex min-w-0 flex-col gap-0.5 rounded-md border border-input px-3 py-2 text-left text-sm",
            "hover:bg-subtle has-checked:border-accent has-checked:bg-accent-subtle",
          )}
        >
          {/* Over the whole card, which it outlines when it has the focus. */}
          <ChoiceInput
            type="radio"
            name={name}
            checked={option.value === value}
            onChecked={() => onValue(option.value)}
            className="absolute inset-0 size-full appearance-none rounded-md"
          />
          {option.content}
        </label>
      ))}
    </div>
  );
}
