"use client";

import { Minus, Plus } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "./button";
import { Input } from "./input";
import { countOf, withinBounds } from "./typed-quantity";
import { SCANNED_THROUGH } from "./use-scanner";

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
  // What is being typed, and what counted before.
  const [draft, setDraft] = useState<{ text: string; before: number } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const set = (next: number) => onValue(withinBounds(next, { min, max }));
  /** The box always shows what counts: text that is no quantity is told, and gives way to the last one. */
  const leave = () => {
    if (draft) setProblem(countOf(draft.text, draft.before, { min, max }).problem);
    setDraft(null);
  };
  const type = (text: string) => {
    const before = draft?.before ?? value;
    setDraft({ text, before });
    setProblem(null);
    onValue(countOf(text, before, { min, max }).value);
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
          {...{ [SCANNED_THROUGH]: "" }}
          size="lg"
          inputMode="numeric"
          disabled={disabled}
          value={draft?.text ?? String(value)}
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
