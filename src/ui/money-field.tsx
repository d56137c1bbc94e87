"use client";

import { moneyKind } from "@/shared/typed-number";
import { ParsedField, type ParsedFieldProps } from "./parsed-field";
import { useRegion } from "./region";

/** An amount in the shop's currency, kept in minor units. It is parsed digit by digit, so that nothing is rounded. */
export function MoneyField(props: ParsedFieldProps) {
  const { currency } = useRegion();
  return <ParsedField unit={currency} {...props} kind={moneyKind(currency)} />;
}
