import { type DecimalMark, readDecimal } from "@/shared/decimal";
import {
  minorDigits,
  type Money,
  PERCENT_DIGITS,
  type Rate,
  toMoney,
  toRate,
  toUnitCost,
  UNIT_COST_DIGITS,
  type UnitCost,
} from "@/shared/money";
import { currentRegion } from "@/shared/region";

/** Reads decimal text under the usual mark into whole units of 10^-`digits`; null when it is not such a number. */
export function parseDecimal(text: string, digits: number, mark: DecimalMark = "."): number | null {
  const read = readDecimal(text, digits, mark);
  return "units" in read ? read.units : null;
}

export function parseMoney(text: string, currency: string = currentRegion().currency): Money | null {
  const units = parseDecimal(text, minorDigits(currency));
  return units === null ? null : toMoney(units);
}

export function parseUnitCost(text: string, currency: string = currentRegion().currency): UnitCost | null {
  const units = parseDecimal(text, minorDigits(currency) + UNIT_COST_DIGITS);
  return units === null ? null : toUnitCost(units);
}

/** Reads a percentage such as `8.875` into parts per million. */
export function parsePercent(text: string): Rate | null {
  const units = parseDecimal(text.replace(/%\s*$/, ""), PERCENT_DIGITS);
  return units === null ? null : toRate(units);
}
