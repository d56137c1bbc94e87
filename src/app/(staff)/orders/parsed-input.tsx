"use client";

import { cn } from "@/ui/class-names";
import { Input } from "@/ui/input";
import { useParsedText } from "@/ui/use-parsed-text";

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
  const { text, onText } = useParsedText({ value, onValue, parse, print });
  return (
    <span className={cn("relative block", className)}>
      <Input
        aria-label={label}
        inputMode={inputMode}
        invalid={invalid}
        value={text}
        onFocus={(event) => event.target.select()}
        onChange={(event) => onText(event.target.value)}
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
