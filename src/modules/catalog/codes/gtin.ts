/** Global Trade Item Numbers, by the GS1 General Specifications (section 7.9) and ISO 2108: arithmetic of digits. */

const LENGTHS = /^(?:\d{8}|\d{12,14})$/;
const ZEROS = /^0+$/;

/** The last digit that makes `digits` (the GTIN without it) a valid GTIN: weights 3 and 1 from the right. */
export function checkDigitOf(digits: string): number {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const weight = (digits.length - index) % 2 === 1 ? 3 : 1;
    sum += weight * Number(digits[index]);
  }
  return (10 - (sum % 10)) % 10;
}

const withCheckDigit = (digits: string): string => `${digits}${checkDigitOf(digits)}`;
const endsRight = (code: string): boolean => checkDigitOf(code.slice(0, -1)) === Number(code.at(-1));

export const hasLengthOfGtin = (code: string): boolean => LENGTHS.test(code);

export const isGtin = (code: string): boolean => LENGTHS.test(code) && !ZEROS.test(code) && endsRight(code);

/**
 * A GTIN is one number in 14 digits, whatever its symbol shows of the leading zeros: UPC-A `036000291452` and EAN-13
 * `0036000291452` are the same. It is kept in the shortest usual form: 8, 13 or 14 digits.
 */
export function canonicalGtin(code: string): string {
  const full = code.padStart(14, "0");
  if (full.startsWith("000000")) return full.slice(6);
  return full.startsWith("0") ? full.slice(1) : full;
}

/** The UPC-A that a UPC-E of eight digits stands for; null where its check digit is another's. */
export function expandUpcE(code: string): string | null {
  const upcA = expandSix(/^[01]\d{7}$/.test(code) ? code.slice(0, 7) : "");
  return upcA !== null && upcA.endsWith(code.slice(-1)) ? upcA : null;
}

/** The UPC-A of number system and six digits: the last of them says where zeros were left out. */
function expandSix(digits: string): string | null {
  const [, system = "", front = "", last = ""] = /^([01])(\d{5})(\d)$/.exec(digits) ?? [];
  if (last === "") return null;
  const zerosIn: Record<string, string> = {
    "0": `${front.slice(0, 2)}00000${front.slice(2)}`,
    "1": `${front.slice(0, 2)}10000${front.slice(2)}`,
    "2": `${front.slice(0, 2)}20000${front.slice(2)}`,
    "3": `${front.slice(0, 3)}00000${front.slice(3)}`,
    "4": `${front.slice(0, 4)}00000${front.slice(4)}`,
  };
  return withCheckDigit(`${system}${zerosIn[last] ?? `${front}0000${last}`}`);
}

/** What a scanner may mean that sends a UPC-E without its check digit, its number system, or both. */
export const shortUpcE = (code: string): string[] =>
  [
    code.length === 7 ? expandSix(code) : null,
    code.length === 7 ? expandUpcE(`0${code}`) : null,
    code.length === 6 ? expandSix(`0${code}`) : null,
  ].filter((upcA) => upcA !== null);

/** The UPC-E in eight digits that stands for a GTIN; null for those that have none. */
export function toUpcE(gtin: string): string | null {
  const [, system = "", maker = "", item = "", check = ""] = /^0?([01])(\d{5})(\d{5})(\d)$/.exec(gtin) ?? [];
  const candidates = [
    `${maker.slice(0, 2)}${item.slice(2)}${maker.slice(2, 3)}`,
    `${maker.slice(0, 3)}${item.slice(3)}3`,
    `${maker.slice(0, 4)}${item.slice(4)}4`,
    `${maker}${item.slice(4)}`,
  ];
  const upcA = `${system}${maker}${item}${check}`;
  return candidates.map((six) => `${system}${six}${check}`).find((upcE) => expandUpcE(upcE) === upcA) ?? null;
}

/** `3-16-148410-X` without hyphens becomes `9783161484100`; null for what is no ISBN of ten digits. */
export function isbn13Of(isbn10: string): string | null {
  if (!/^\d{9}[\dXx]$/.test(isbn10) || ZEROS.test(isbn10)) return null;
  const sum = [...isbn10.toUpperCase()].reduce(
    (total, sign, index) => total + (10 - index) * (sign === "X" ? 10 : Number(sign)),
    0,
  );
  return sum % 11 === 0 ? withCheckDigit(`978${isbn10.slice(0, 9)}`) : null;
}

/** What a case holds by its number: `10012345678902` holds `0012345678905`. Indicator 9 is of varying measure. */
export function contentOfCase(gtin: string): string | null {
  return /^[1-8]\d{13}$/.test(gtin) && isGtin(gtin) ? canonicalGtin(withCheckDigit(`0${gtin.slice(1, 13)}`)) : null;
}

/** A scale prints price or weight into a code that begins with 2: the code of the item has zeros there. */
export function itemOfScaleLabel(gtin: string): string[] {
  const full = gtin.padStart(13, "0");
  if (!/^(?:2|02)\d{11,12}$/.test(full) || full.length !== 13 || !isGtin(full)) return [];
  return [5, 4].map((places) => withCheckDigit(`${full.slice(0, 12 - places)}${"0".repeat(places)}`));
}
