"use client";

import { minorDigits, parseMoney, toDecimalText } from "@/shared/money";
import { SHOP_CURRENCY } from "@/shared/shop";
import { ParsedField, type ParsedFieldProps } from "./parsed-field";

/** An amount typed as a decimal and kept in minor units. It is parsed digit by digit, so that nothing is rounded. */
export function MoneyField({ currency = SHOP_CURRENCY, ...rest }: ParsedFieldProps & { currency?: string }) {
  const digits = minorDigits(currency);
  return (
    <ParsedField
      unit={currency}
      {...rest}
      parse={(text) => parseMoney(text, currency)}
      print={(minor) => toDecimalText(minor, digits)}
      inputMode="decimal"
      expect={`Enter an amount, such as ${toDecimalText(1250, digits)}.`}
    />
  );
}
