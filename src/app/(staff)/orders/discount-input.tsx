"use client";

import { moneyKind, percentKind } from "@/shared/typed-number";
import { useRegion } from "@/ui/region";
import { ParsedInput } from "./parsed-input";

type DiscountInputProps = {
  /** What it is off, for its name. */
  of: string;
  value: number | null;
  inMoney: boolean;
  onValue: (value: number | null, inMoney: boolean) => void;
  invalid: boolean;
  disabled?: boolean;
};

/** A discount in percent, or in money: the button at its end says which, and changes it. What was typed starts anew. */
export function DiscountInput({ of, value, inMoney, onValue, invalid, disabled = false }: DiscountInputProps) {
  const { currency } = useRegion();
  const [unit, other] = inMoney ? [currency, "percent"] : ["percent", currency];
  return (
    <ParsedInput
      label={`Discount on ${of} in ${unit}`}
      value={value}
      onValue={(typed) => onValue(typed, inMoney)}
      kind={inMoney ? moneyKind(currency) : percentKind}
      empty={0}
      invalid={invalid}
      disabled={disabled}
      unit={inMoney ? currency : "%"}
      onUnit={{ label: `Discount on ${of} in ${other} instead`, run: () => onValue(0, !inMoney) }}
    />
  );
}
