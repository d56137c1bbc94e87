import { type DecimalMark, type DecimalReading, readDecimal } from "./decimal";
import { minorDigits, PERCENT_DIGITS, toDecimalText, UNIT_COST_DIGITS } from "./money";
import { currentRegion, formatCache } from "./region";

/** A kind of number that people type, kept as whole units of 10^-`digits`. */
export type NumberKind = {
  /** How many decimals it may have, and how many are always shown. */
  readonly digits: number;
  readonly shownDigits: number;
  /** Said where there is no number, after an example of one. */
  readonly example: number;
  readonly noun: string;
};

export const quantityKind: NumberKind = { digits: 0, shownDigits: 0, example: 12, noun: "a whole number" };
export const percentKind: NumberKind = {
  digits: PERCENT_DIGITS,
  shownDigits: 0,
  example: 75_000,
  noun: "a percentage",
};

export function moneyKind(currency: string): NumberKind {
  const digits = minorDigits(currency);
  return { digits, shownDigits: digits, example: 125 * 10 ** Math.max(0, digits - 1), noun: "an amount" };
}

export function unitCostKind(currency: string): NumberKind {
  const { digits, example } = moneyKind(currency);
  const more = digits + UNIT_COST_DIGITS;
  return { digits: more, shownDigits: digits, example: example * 10 ** UNIT_COST_DIGITS, noun: "an amount" };
}

const OTHER_MARK: Readonly<Record<DecimalMark, DecimalMark>> = { ",": ".", ".": "," };

const markOfLocale = formatCache((locale: string): DecimalMark => {
  const mark = new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === "decimal")?.value;
  return mark === "," ? "," : ".";
});
/** The sign before the decimals, as the shop writes numbers. */
const ownMark = (): DecimalMark => markOfLocale(currentRegion().locale);

const kindFormat = formatCache(
  (locale: string, shownDigits: number, digits: number, useGrouping: boolean) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: shownDigits, maximumFractionDigits: digits, useGrouping }),
);

const isDecimalText = (text: string): text is Intl.StringNumericLiteral => /^-?\d+(\.\d+)?$/.test(text);

function writeNumber(value: number, { digits, shownDigits }: NumberKind, useGrouping: boolean): string {
  const text = toDecimalText(value, digits);
  const format = kindFormat(currentRegion().locale, shownDigits, digits, useGrouping);
  return isDecimalText(text) ? format.format(text) : text;
}

/** A number as it is read out, `1,250.00`; and as it is put into a box, `1250.00`. */
export const showNumber = (value: number, kind: NumberKind): string => writeNumber(value, kind, true);
export const printNumber = (value: number, kind: NumberKind): string =>
  writeNumber(value, kind, false).replace(/^\u2212/u, "-");

export type TypedNumber = { value: number } | { problem: string };

/** As many decimals as a number of any kind may have, so that both readings of a text can be told. */
const ANY_DIGITS = 9;
const unitsOf = (reading: DecimalReading): number | null => ("units" in reading ? reading.units : null);

/**
 * Reads what a person typed: as the shop writes numbers, or otherwise where that is clear. `1.250` and `1,250` may each
 * be two numbers. One is taken where the shop's own writing of this kind says which; else both are named and nothing is
 * guessed.
 */
export function readTyped(text: string, kind: NumberKind): TypedNumber {
  const written = text.trim().replace(/\s*%$/, "");
  const own = ownMark();
  const read = (mark: DecimalMark, digits: number) => readDecimal(written, digits, mark);
  const [whole, parts] = [read(own, ANY_DIGITS), read(OTHER_MARK[own], ANY_DIGITS)];
  const [mine, other] = [unitsOf(whole), unitsOf(parts)];
  if (mine !== null && other !== null && mine !== other && !isUsual(written, own, kind))
    return { problem: askWhich(written, [mine, other], kind) };
  const reading = read(own, kind.digits);
  return "units" in reading ? { value: reading.units } : { problem: problemOf(reading.fault, kind) };
}

/** Three digits follow the only sign: decimals for a kind that has so many, a group of thousands for any other. */
const isUsual = (written: string, own: DecimalMark, { digits }: NumberKind): boolean =>
  written.includes(own) === digits >= 3;

const anyKind: NumberKind = { digits: ANY_DIGITS, shownDigits: 0, example: 0, noun: "" };

function askWhich(written: string, readings: readonly number[], kind: NumberKind): string {
  const [one = 0, other = 0] = readings.toSorted((a, b) => b - a);
  const fits = toDecimalText(other, ANY_DIGITS).replace(/0+$/, "").split(".")[1]?.length ?? 0;
  const [thousands, decimals] = [printNumber(one, anyKind), printNumber(other, anyKind)];
  const instead = fits <= kind.digits ? decimals : describeDecimals(kind);
  return `${written} can mean ${thousands} or ${decimals}. Enter ${thousands} or ${instead}.`;
}

const describeDecimals = ({ digits }: NumberKind): string =>
  digits === 0 ? "another whole number" : `a number with up to ${digits} decimals`;

function problemOf(fault: string, kind: NumberKind): string {
  if (fault === "too-large") return "Enter a smaller number.";
  if (fault === "too-many-decimals" && kind.digits > 0)
    return `Enter ${kind.noun} with up to ${kind.digits} decimals, such as ${printNumber(kind.example, kind)}.`;
  return `Enter ${kind.noun}, such as ${printNumber(kind.example, kind)}.`;
}

/** What was understood, `= 1,250.00`, to be shown below the box; null where it reads as it was typed. */
export function understoodAs(text: string, kind: NumberKind): string | null {
  const typed = readTyped(text, kind);
  if (!("value" in typed) || /^-?\d*$/.test(text.trim())) return null;
  const shown = showNumber(typed.value, kind);
  return shown === text.trim() ? null : `= ${shown}`;
}
