"use client";

import { useState } from "react";
import { cn } from "@/ui/class-names";
import { Input } from "@/ui/input";

type ParsedInputProps = {
  value: number | null;
  onValue: (value: number | null) => void;
  parse: (text: string) => number | null;
  print: (value: number) => string;
  label: string;
  unit?: string;
  invalid?: boolean;
  inputMode?: "numeric" | "decimal";
  className?: string;
};

/** A number in a cell. What was typed stays as it was typed; a value set from elsewhere, as by a scan, replaces it. */
export function ParsedInput({
  value,
  onValue,
  parse,
  print,
  label,
  unit,
  invalid,
  inputMode = "decimal",
  className,
}: ParsedInputProps) {
  const [typed, setTyped] = useState({ text: value === null ? "" : print(value), value });
  if (typed.value !== value) setTyped({ text: value === null ? "" : print(value), value });
  return (
    <span className={cn("relative block", className)}>
      <Input
        aria-label={label}
        inputMode={inputMode}
        invalid={invalid}
        value={typed.text}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          const next = parse(event.target.value);
          setTyped({ text: event.target.value, value: next });
          onValue(next);
        }}
        className={cn("text-right tabular", unit && "pr-6")}
      />
      {unit && (
        <span
          aria-hidden
          className="pointer-events-none absolute inset-y-0 right-2 flex items-center text-xs text-muted"
        >
          {unit}
        </span>
      )}
    </span>
  );
}
