import { cutText, SKU_CHARACTERS_MAX } from "@/modules/catalog/product";
import { gtinIn, readElements, withoutSymbology } from "./gs1";
import { canonicalGtin, checkDigitOf, expandUpcE, hasLengthOfGtin, isbn13Of, isGtin } from "./gtin";

/** Codes that a scanner reads: GTINs however they are written, and the shop's own. */

export const BARCODE_CHARACTERS_MAX = 64;
/** A whole symbol of GS1, or a link. */
export const SCAN_CHARACTERS_MAX = 512;

type BarcodeKind = "gtin" | "internal";
export type Barcode = {
  code: string;
  kind: BarcodeKind;
  /** How the text differs from the code that it is kept under; null where it does not. */
  mended: "written" | "isbn" | "upc-e" | "gs1" | null;
  /** What an own code is once its lost zeros, or the 978 of books, are back: a GTIN, one time in ten by chance. */
  offer: { code: string; because: "zeros" | "isbn" } | null;
};
export type BarcodeFault = { reason: string };

const ROUNDED_BY_A_SPREADSHEET = /^\d(?:[.,]\d+)?E\+\d{1,3}$/i;

/** Control, format and separator characters that scanners, terminals and copied text contain. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** One character more than the longest code or SKU has, and than half of a pair: what is longer stays too long. */
const CODE_CHARACTERS_KEPT = Math.max(BARCODE_CHARACTERS_MAX, SKU_CHARACTERS_MAX) + 2;

/** Scanned or typed text without control characters and outer blanks, bounded in length. */
export const cleanCode = (text: string): string =>
  cutText(text.slice(0, SCAN_CHARACTERS_MAX).replace(INVISIBLE, "").trim(), CODE_CHARACTERS_KEPT);

/** What a scanner sent without the name of the symbol before it: the codes of bins and orders are found by this. */
export const plainCode = (text: string): string => cleanCode(withoutSymbology(text.slice(0, SCAN_CHARACTERS_MAX)));

/** What spreadsheets put around a code so that it stays as it is: `="001"`, `'001`, and `.0` behind a number. */
const OF_SPREADSHEETS = [/^=\s*"+([^"]*)"+$/, /^'(.*?)'?$/, /^(\d+)\.0+$/];
/** As printed below the bars, or as a number with thousands. */
const SEPARATORS = /[\s\p{Zs}\p{Pd}\u2212.,'’_]/gu;
/** Eight digits are also dates and own numbers: only the groups of EAN-8 and UPC-E are those of a GTIN. */
const GROUPED_EIGHT = /^\d{4}[^\d]\d{4}$|^\d[^\d]\d{6}[^\d]\d$|^\d[^\d]\d{3}[^\d]?\d{3}[^\d]\d$/;
/** The four groups of an ISBN of ten digits; of other ten digits one in eleven is an ISBN by chance. */
const GROUPED_TEN = /^\d{1,5}[^\d]\d{1,7}[^\d]\d{1,7}[^\d][\dX]$/i;
const ISBN_BEFORE = /^ISBN(?:[- ]?1[03])?:?\s*/i;

const withoutSpreadsheet = (code: string): string =>
  OF_SPREADSHEETS.reduce((text, pattern) => pattern.exec(text)?.[1]?.trim() ?? text, code);

/** The GTIN that a text is written for, in any of the ways whose check digit proves it; null for an own code. */
function readGtin(code: string): Pick<Barcode, "code" | "mended"> | null {
  const unwrapped = withoutSpreadsheet(code);
  const plain = unwrapped.replace(ISBN_BEFORE, "");
  const digits = plain.replace(SEPARATORS, "");
  const isWhole = digits.length !== 8 || digits === plain || GROUPED_EIGHT.test(plain);
  if (isWhole && isGtin(digits)) return { code: canonicalGtin(digits), mended: digits === code ? null : "written" };
  const upcA = isWhole ? expandUpcE(digits) : null;
  if (upcA !== null) return { code: canonicalGtin(upcA), mended: "upc-e" };
  const isIsbn = plain !== unwrapped || GROUPED_TEN.test(plain) || /^\d{9}X$/i.test(plain);
  const isbn = isIsbn ? isbn13Of(digits) : null;
  return isbn === null ? null : { code: isbn, mended: "isbn" };
}

/** Lost zeros leave 7 of 8 digits, or 9 to 11 of 12. Fewer are own codes far more often than they are GTINs. */
export function offerOf(code: string): Barcode["offer"] {
  const digits = withoutSpreadsheet(code);
  const isbn = isbn13Of(digits);
  if (isbn !== null) return { code: isbn, because: "isbn" };
  const full = /^\d{7}$/.test(digits) ? digits.padStart(8, "0") : digits.padStart(12, "0");
  const isShort = /^(?:\d{7}|\d{9,11})$/.test(digits);
  return isShort && isGtin(full) ? { code: canonicalGtin(full), because: "zeros" } : null;
}

/** The form in which a code is stored and looked up. A code that is no GTIN is kept as it is. */
export function normalizeCode(text: string): string {
  const code = cleanCode(text);
  return readGtin(code)?.code ?? code;
}

/** Parses a barcode that was typed, scanned or read from a file, or explains what is wrong with it. */
export function readBarcode(text: string): Barcode | BarcodeFault {
  const item = gtinIn(readElements(text.slice(0, SCAN_CHARACTERS_MAX)), "01", "03", "8006");
  if (item !== null) return { code: item, kind: "gtin", mended: "gs1", offer: null };
  const code = plainCode(text);
  if (code === "") return { reason: "Enter a barcode." };
  if (code.length > BARCODE_CHARACTERS_MAX)
    return { reason: `Enter a barcode of at most ${BARCODE_CHARACTERS_MAX} characters.` };
  if (ROUNDED_BY_A_SPREADSHEET.test(code)) {
    return { reason: "A spreadsheet has rounded this code. Format the column as text and export it again." };
  }
  const gtin = readGtin(code);
  if (gtin) return { ...gtin, kind: "gtin", offer: null };
  if (!hasLengthOfGtin(code)) return { code, kind: "internal", mended: null, offer: offerOf(code) };
  if (/^0+$/.test(code)) return { reason: "Enter the digits of the barcode: these are all zeros." };
  return { reason: `The check digit is wrong: it should be ${checkDigitOf(code.slice(0, -1))}.` };
}

export const isBarcodeFault = (read: Barcode | BarcodeFault): read is BarcodeFault => "reason" in read;
