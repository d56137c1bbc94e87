"use client";

import { quantityKind } from "@/shared/typed-number";
import { ParsedField, type ParsedFieldProps } from "./parsed-field";

/** A whole number. */
export const NumberField = (props: ParsedFieldProps) => <ParsedField {...props} kind={quantityKind} />;
