import { currentRegion, formatCache } from "./region";

declare const quantity: unique symbol;

/** A whole number of a variant's smallest unit (each, g, ml, mm), inside JavaScript's safe integers. */
export type Quantity = number & { readonly [quantity]: true };

const isSafe = (value: number): value is Quantity => Number.isSafeInteger(value);

/** @throws RangeError when the number is not whole or not exact in JavaScript. */
export function toQuantity(value: number): Quantity {
  if (!isSafe(value)) throw new RangeError("A quantity must be a whole number that JavaScript holds exactly.");
  return value;
}

/** The largest quantity that an input may name, so that no sum of them leaves the safe integers. */
export const QUANTITY_MAX = 1_000_000_000;

export const ZERO: Quantity = toQuantity(0);

export const addQuantities = (...values: readonly Quantity[]): Quantity =>
  toQuantity(values.reduce<number>((sum, value) => sum + value, 0));

export const subtractQuantity = (from: Quantity, value: Quantity): Quantity => toQuantity(from - value);

export const negate = (value: Quantity): Quantity => toQuantity(-value);

const WHOLE_NUMBER = /^[+-]?\d{1,16}$/;

/** Reads a whole number typed by a person or found in a file; null when it is not one or does not fit. */
export function parseQuantity(text: string): Quantity | null {
  const trimmed = text.trim();
  if (!WHOLE_NUMBER.test(trimmed)) return null;
  const value = Number(trimmed);
  return isSafe(value) ? toQuantity(value === 0 ? 0 : value) : null;
}

const wholeFormat = formatCache((locale: string) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }));

/** `1234` becomes `1,234` as the shop writes numbers; the unit follows when one is given. */
export function formatQuantity(value: number, unit?: string, locale: string = currentRegion().locale): string {
  const text = wholeFormat(locale).format(value);
  return unit ? `${text} ${unit}` : text;
}
