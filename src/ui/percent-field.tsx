"use client";

import { percentKind } from "@/shared/typed-number";
import { ParsedField, type ParsedFieldProps } from "./parsed-field";

/** A rate typed in percent and kept in parts per million. */
export const PercentField = (props: ParsedFieldProps) => <ParsedField unit="%" {...props} kind={percentKind} />;
