import { currentRegion, formatCache } from "./region";

declare const money: unique symbol;
declare const unitCost: unique symbol;
declare const rate: unique symbol;

/** Whole minor units (cents) of the shop's currency, inside JavaScript's safe integers. */
export type Money = number & { readonly [money]: true };
/** Minor units with four more decimals (cents x 10^4), so that a cost per gram is exact enough to add up. */
export type UnitCost = number & { readonly [unitCost]: true };
/** Parts per million: 19 % is 190,000. Discounts and taxes are rates. */
export type Rate = number & { readonly [rate]: true };

/** Decimals of a unit cost beyond the minor unit. */
export const UNIT_COST_DIGITS = 4;
export const UNIT_COST_SCALE = 10 ** UNIT_COST_DIGITS;
/** Decimals of a rate, and of one that is written in percent. */
const RATE_DIGITS = 6;
export const PERCENT_DIGITS = 4;
export const RATE_SCALE = 10 ** RATE_DIGITS;

/** The highest price and cost of a single unit that an input may name. */
export const PRICE_MAX = 1_000_000_000;
export const UNIT_COST_MAX = PRICE_MAX * UNIT_COST_SCALE;

/** The largest amount of an order or a line: no sum of such amounts leaves the safe integers. */
export const MONEY_MAX = 1_000_000_000_000_000;

/** Digits after the point in a currency's usual writing, where they are not two. */
export const DIGITS_BESIDES_TWO: Readonly<Record<number, string>> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
  3: "BHD IQD JOD KWD LYD OMR TND",
};
const DIGITS_OF = new Map(
  Object.entries(DIGITS_BESIDES_TWO).flatMap(([digits, codes]) =>
    codes.split(" ").map((code) => [code, Number(digits)] as const),
  ),
);

/** Digits after the point in a currency's usual writing; two where it is not named here. */
export const minorDigits = (currency: string): number => DIGITS_OF.get(currency) ?? 2;
/** One euro in cents. */
export const majorUnit = (currency: string = currentRegion().currency): number => 10 ** minorDigits(currency);

const isMoney = (value: number): value is Money => Number.isSafeInteger(value);
const isUnitCost = (value: number): value is UnitCost => Number.isSafeInteger(value);
const isRate = (value: number): value is Rate => Number.isSafeInteger(value);

/** @throws RangeError when the amount is not whole minor units that JavaScript holds exactly. */
export function toMoney(minorUnits: number): Money {
  if (!isMoney(minorUnits))
    throw new RangeError("An amount of money must be whole minor units that JavaScript holds exactly.");
  return minorUnits;
}

/** @throws RangeError when the cost is not a whole number that JavaScript holds exactly. */
export function toUnitCost(value: number): UnitCost {
  if (!isUnitCost(value)) throw new RangeError("A unit cost must be a whole number that JavaScript holds exactly.");
  return value;
}

/** @throws RangeError when the rate is not a whole number of parts per million. */
export function toRate(partsPerMillion: number): Rate {
  if (!isRate(partsPerMillion)) throw new RangeError("A rate must be a whole number of parts per million.");
  return partsPerMillion;
}

export const NO_RATE: Rate = toRate(0);

export const addMoney = (...amounts: readonly Money[]): Money =>
  toMoney(amounts.reduce<number>((sum, amount) => sum + amount, 0));

export const subtractMoney = (from: Money, amount: Money): Money => toMoney(from - amount);

/** A price times a count, exact or refused. */
export const timesQuantity = (price: Money, count: number): Money => toMoney(Number(BigInt(price) * BigInt(count)));

/**
 * Shares an amount by weights, to the unit: each part is rounded down, and what is left goes to the largest remainders,
 * the first of equal ones. No part is above its weight where the amount is not above all of them together.
 */
export function distribute(amount: Money, weights: readonly Money[]): Money[] {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (amount === 0 || whole === 0n) return weights.map(() => toMoney(0));
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const parts = exact.map((part) => part / whole);
  const left = Number(BigInt(amount) - parts.reduce((sum, part) => sum + part, 0n));
  const byRemainder = exact
    .map((part, index) => ({ index, remainder: part % whole }))
    .toSorted((one, other) => Number(one.remainder < other.remainder) - Number(one.remainder > other.remainder));
  const more = new Set(byRemainder.slice(0, left).map(({ index }) => index));
  return parts.map((part, index) => toMoney(Number(part) + (more.has(index) ? 1 : 0)));
}

/** What `count` of `of` come to of an amount that is for all of them, rounded half away from zero. */
export const shareOf = (amount: Money, count: number, of: number): Money =>
  toMoney(Number(divideRounded(BigInt(amount) * BigInt(count), BigInt(of))));

/** `amount` times a rate, rounded half away from zero to whole minor units. */
export function applyRate(amount: Money, partsPerMillion: Rate): Money {
  const product = BigInt(amount) * BigInt(partsPerMillion);
  return toMoney(Number(divideRounded(product, BigInt(RATE_SCALE))));
}

/** The part of an amount that is a rate of the rest: of 119.00 at 19 % it is 19.00. Rounded half away from zero. */
export const partWithin = (amount: Money, partsPerMillion: Rate): Money =>
  toMoney(
    Number(divideRounded(BigInt(amount) * BigInt(partsPerMillion), BigInt(RATE_SCALE) + BigInt(partsPerMillion))),
  );

function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (magnitude * 2n + denominator) / (denominator * 2n);
  return numerator < 0n ? -rounded : rounded;
}

/** Money of `count` units at a unit cost, rounded half away from zero; at most what JavaScript holds exactly. */
export function costOf(cost: UnitCost, count: number): Money {
  const exact = Number(divideRounded(BigInt(cost) * BigInt(count), BigInt(UNIT_COST_SCALE)));
  return toMoney(Math.min(exact, Number.MAX_SAFE_INTEGER));
}

/** Decimal text of whole units of 10^-`digits`, without a float on the way: 1250 at 2 becomes `12.50`. */
export function toDecimalText(units: number, digits: number): string {
  const text = Math.abs(units)
    .toString()
    .padStart(digits + 1, "0");
  const sign = units < 0 ? "-" : "";
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

const PLAIN_DECIMAL = /^-?\d+(?:\.\d+)?$/;

/** `Intl` takes decimal text and keeps each digit of it, which a float would not; the types ask for a number. */
const isNumericText = (text: string): text is Intl.StringNumericLiteral => PLAIN_DECIMAL.test(text);

function formatDecimal(format: Intl.NumberFormat, text: string): string {
  return isNumericText(text) ? format.format(text) : text;
}

/** `123450` in EUR becomes `€1,234.50`, or `1.234,50 €` where the shop writes it so. */
export const formatMoney = (
  amount: number,
  currency: string = currentRegion().currency,
  locale: string = currentRegion().locale,
): string => formatDecimal(currencyFormat(locale, currency, 0), toDecimalText(amount, minorDigits(currency)));

/** A unit cost as money; decimals past the minor unit are shown only where there are any. */
export function formatUnitCost(cost: number, currency: string = currentRegion().currency): string {
  const text = toDecimalText(cost, minorDigits(currency) + UNIT_COST_DIGITS);
  return formatDecimal(currencyFormat(currentRegion().locale, currency, UNIT_COST_DIGITS), text);
}

/** A short figure for the axis of a chart: `€1.2k`. */
export const formatShortMoney = (amount: number, currency: string = currentRegion().currency): string =>
  shortFormat(currentRegion().locale, currency).format(amount / majorUnit(currency));

/** `190000` becomes `19%`. */
export const formatRate = (partsPerMillion: number, locale: string = currentRegion().locale): string =>
  formatDecimal(rateFormat(locale), toDecimalText(partsPerMillion, RATE_DIGITS));

const currencyFormat = formatCache((locale: string, currency: string, extraDigits: number) => {
  const digits = minorDigits(currency);
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits + extraDigits,
  });
});

const shortFormat = formatCache(
  (locale: string, currency: string) =>
    new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      notation: "compact",
      // Said, since servers and browsers do not agree on it.
      minimumFractionDigits: 0,
      maximumFractionDigits: 1,
    }),
);

const rateFormat = formatCache(
  (locale: string) => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: PERCENT_DIGITS }),
);
