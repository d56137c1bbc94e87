"use client";

import { Minus, Plus } from "lucide-react";
import { useId, useState } from "react";
import { parseQuantity } from "@/shared/quantity";
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
  const id = useId();
  const set = (next: number) => onValue(Math.min(Math.max(next, min), max));
  const leave = () => {
    const parsed = draft === null ? null : parseQuantity(draft);
    if (parsed !== null) set(parsed);
    setDraft(null);
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
          onChange={(event) => {
            setDraft(event.target.value);
            const parsed = parseQuantity(event.target.value);
            if (parsed !== null && parsed >= min && parsed <= max) onValue(parsed);
          }}
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
    </div>
  );
}
