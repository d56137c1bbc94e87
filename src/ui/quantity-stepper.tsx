"use client";

import { Minus, Plus } from "lucide-react";
import { useId, useState } from "react";
import { quantityKind, readTyped } from "@/shared/typed-number";
import { Button } from "./button";
import { Input } from "./input";

type QuantityStepperProps = {
  value: number;
  onValue: (value: number) => void;
  label: string;
  min?: number;
  max?: number;
  disabled?: boolean;
  hideLabel?: boolean;
};

/** A quantity for gloved hands: large buttons beside a box to type in. */
export function QuantityStepper({
  value,
  onValue,
  label,
  min = 0,
  max = Number.MAX_SAFE_INTEGER,
  disabled = false,
  hideLabel = false,
}: QuantityStepperProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const set = (next: number) => onValue(Math.min(Math.max(next, min), max));
  /** The box always shows what counts: text that is no quantity is told, and gives way to the last one. */
  const leave = () => {
    const typed = draft === null || draft.trim() === "" ? null : readTyped(draft, quantityKind);
    if (typed && "value" in typed) set(typed.value);
    if (typed && "problem" in typed) setProblem(`${typed.problem} It is still ${value}.`);
    setDraft(null);
  };
  const type = (text: string) => {
    setDraft(text);
    setProblem(null);
    const typed = readTyped(text, quantityKind);
    if ("value" in typed && typed.value >= min && typed.value <= max) onValue(typed.value);
  };
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className={hideLabel ? "sr-only" : "text-sm font-medium"}>
        {label}
      </label>
      <div className="flex items-center gap-1.5">
        <Button
          size="lg"
          square
          aria-label={`One less: ${label}`}
          disabled={disabled || value <= min}
          onClick={() => set(value - 1)}
        >
          <Minus aria-hidden />
        </Button>
        <Input
          id={id}
          size="lg"
          inputMode="numeric"
          disabled={disabled}
          value={draft ?? String(value)}
          onFocus={(event) => event.target.select()}
          onChange={(event) => type(event.target.value)}
          onBlur={leave}
          className="min-w-16 flex-1 text-center font-semibold tabular"
        />
        <Button
          size="lg"
          square
          aria-label={`One more: ${label}`}
          disabled={disabled || value >= max}
          onClick={() => set(value + 1)}
        >
          <Plus aria-hidden />
        </Button>
      </div>
      {problem && (
        <p role="alert" className="text-xs text-danger-text">
          {problem}
        </p>
      )}
    </div>
  );
}
