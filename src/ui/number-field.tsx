"use client";

import { parseQuantity } from "@/shared/quantity";
import { ParsedField, type ParsedFieldProps } from "./parsed-field";

/** A whole number. */
export function NumberField(props: ParsedFieldProps) {
  return (
    <ParsedField
      {...props}
      parse={parseQuantity}
      print={String}
      inputMode="numeric"
      expect="Enter a whole number, such as 12."
    />
  );
}
