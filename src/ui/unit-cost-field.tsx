"use client";

import { unitCostKind } from "@/shared/typed-number";
import { ParsedField, type ParsedFieldProps } from "./parsed-field";
import { useRegion } from "./region";

/** What one unit costs, kept with four decimals beyond the minor unit. */
export function UnitCostField(props: ParsedFieldProps) {
  const { currency } = useRegion();
  return <ParsedField unit={currency} {...props} kind={unitCostKind(currency)} />;
}
