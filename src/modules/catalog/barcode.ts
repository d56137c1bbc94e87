/** Codes that a scanner reads: GTINs by the GS1 General Specifications (section 7.9), and the shop's own. */

export const BARCODE_CHARACTERS_MAX = 64;

type BarcodeKind = "gtin" | "internal";
export type Barcode = { code: string; kind: BarcodeKind };
export type BarcodeFault = { reason: string };

const GTIN = /^(?:\d{8}|\d{12,14})$/;
const ROUNDED_BY_A_SPREADSHEET = /^\d(?:[.,]\d+)?E\+\d{1,3}$/i;

/** Control, format and separator characters that scanners, terminals and copied text contain. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Scanned or typed text without control characters and outer blanks, bounded in length. */
export const cleanCode = (text: string): string =>
  text
    .slice(0, BARCODE_CHARACTERS_MAX * 8)
    .replace(INVISIBLE, "")
    .trim()
    .slice(0, BARCODE_CHARACTERS_MAX + 1);

/** The last digit that makes `digits` (the GTIN without it) a valid GTIN: weights 3 and 1 from the right. */
export function checkDigitOf(digits: string): number {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const weight = (digits.length - index) % 2 === 1 ? 3 : 1;
    sum += weight * Number(digits[index]);
  }
  return (10 - (sum % 10)) % 10;
}

export const isGtin = (code: string): boolean =>
  GTIN.test(code) && checkDigitOf(code.slice(0, -1)) === Number(code.at(-1));

/**
 * A GTIN is one number in 14 digits, whatever its symbol shows of the leading zeros: UPC-A `036000291452` and EAN-13
 * `0036000291452` are the same. It is kept in the shortest usual form: 8, 13 or 14 digits.
 */
function canonicalGtin(code: string): string {
  const full = code.padStart(14, "0");
  if (full.startsWith("000000")) return full.slice(6);
  return full.startsWith("0") ? full.slice(1) : full;
}

/** The form in which a code is stored and looked up. A code that is no GTIN is kept as it is. */
export function normalizeCode(text: string): string {
  const code = cleanCode(text);
  return isGtin(code) ? canonicalGtin(code) : code;
}

/** Parses a barcode that was typed, scanned or read from a file, or explains what is wrong with it. */
export function readBarcode(text: string): Barcode | BarcodeFault {
  const code = cleanCode(text);
  if (code === "") return { reason: "Enter a barcode." };
  if (code.length > BARCODE_CHARACTERS_MAX)
    return { reason: `Enter a barcode of at most ${BARCODE_CHARACTERS_MAX} characters.` };
  if (ROUNDED_BY_A_SPREADSHEET.test(code)) {
    return { reason: "A spreadsheet has rounded this code. Format the column as text and export it again." };
  }
  if (!GTIN.test(code)) return { code, kind: "internal" };
  if (isGtin(code)) return { code: canonicalGtin(code), kind: "gtin" };
  return { reason: `The check digit is wrong: it should be ${checkDigitOf(code.slice(0, -1))}.` };
}

export const isBarcodeFault = (read: Barcode | BarcodeFault): read is BarcodeFault => "reason" in read;

/** A GS1 element string that begins with the item's GTIN, as a Code 128, DataMatrix or QR symbol holds it. */
const GS1_ITEM = /^(?:\][A-Za-z]\d)?\(?01\)?(\d{14})/;

/** What a scanned text may be stored under, the likeliest first. */
export function lookupFormsOf(text: string): string[] {
  const whole = normalizeCode(text);
  const item = GS1_ITEM.exec(cleanCode(text))?.[1];
  return item !== undefined && isGtin(item) ? [whole, canonicalGtin(item)] : [whole];
}
