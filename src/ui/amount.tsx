"use client";

import { formatMoney } from "@/shared/money";
import { formatQuantity } from "@/shared/quantity";
import { cn } from "./class-names";
import { useRegion } from "./region";

const MINUS = "\u2212";

/** The typographic minus is as wide as the plus, so that signed columns stay aligned. */
const withSign = (value: number, text: string, signed: boolean) =>
  signed && value > 0 ? `+${text}` : text.replace(/^-/, MINUS);

type MoneyProps = { minor: number; currency?: string; signed?: boolean; muted?: boolean; className?: string };

/** An amount given in minor units. A browser may write it a little differently from the server: either is right. */
export function Money({ minor, currency, signed = false, muted = false, className }: MoneyProps) {
  const region = useRegion();
  return (
    <span suppressHydrationWarning className={cn("whitespace-nowrap tabular", muted && "text-muted", className)}>
      {withSign(minor, formatMoney(minor, currency ?? region.currency), signed)}
    </span>
  );
}

const TONES = {
  neutral: "",
  muted: "text-muted",
  success: "text-success-text",
  warning: "text-warning-text",
  danger: "text-danger-text",
} as const;

type QuantityProps = {
  value: number;
  unit?: string | undefined;
  signed?: boolean;
  tone?: keyof typeof TONES;
  className?: string;
};

export function Quantity({ value, unit, signed = false, tone = "neutral", className }: QuantityProps) {
  useRegion();
  return (
    <span suppressHydrationWarning className={cn("whitespace-nowrap tabular", TONES[tone], className)}>
      {withSign(value, formatQuantity(value), signed)}
      {unit && <span className="text-muted"> {unit}</span>}
    </span>
  );
}
