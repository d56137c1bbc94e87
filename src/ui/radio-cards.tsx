"use client";

import { RadioGroup as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./class-names";

type RadioCardsProps<Value extends string> = {
  value: Value | null;
  onValue: (value: Value) => void;
  label: string;
  options: readonly { value: Value; content: ReactNode }[];
};

/** Two or three choices to be read side by side. */
export function RadioCards<Value extends string>({ value, onValue, label, options }: RadioCardsProps<Value>) {
  const choose = (next: string) => {
    const option = options.find((candidate) => candidate.value === next);
    if (option) onValue(option.value);
  };
  return (
    <Radix.Root value={value} onValueChange={choose} aria-label={label} className="grid gap-2 sm:grid-cols-2">
      {options.map((option) => (
        <Radix.Item
          key={option.value}
          value={option.value}
          className={cn(
            "flex min-w-0 flex-col gap-0.5 rounded-md border border-input px-3 py-2 text-left text-sm",
            "hover:bg-subtle data-[state=checked]:border-accent data-[state=checked]:bg-accent-subtle",
          )}
        >
          {option.content}
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
