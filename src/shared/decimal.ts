/**
 * Decimal numbers as people write them, read digit by digit. Whether `1.200` is one and a fifth or twelve hundred is
 * never guessed: a shop's format or the other numbers of a column say what `,` and `.` mean.
 */

export type DecimalMark = "," | ".";
const OTHER_MARK: Readonly<Record<DecimalMark, DecimalMark>> = { ",": ".", ".": "," };
export const DECIMAL_MARKS = [",", "."] as const satisfies readonly DecimalMark[];

/** Why a text is no number of the kind asked for. `ambiguous`: it may be one of two numbers. */
export type DecimalFault = "no-number" | "ambiguous" | "too-many-decimals" | "too-large";
export type DecimalReading = { units: number } | { fault: DecimalFault };

const WHOLE_DIGITS_MAX = 16;
const TEXT_CHARACTERS_MAX = 60;

const MINUS = "[-\u2212\u2012\u2013]";
const SIGNED = new RegExp(`^(?:([+]|${MINUS})\\s*)?(.*?)(?:\\s*(${MINUS}))?$`, "u");
const BLANKS = /[\s\u00a0\u2007\u2009\u202f]/gu;
/** `12,-` and `12.–` are whole amounts. */
const NO_CENTS = /[.,]\s*[-\u2012-\u2015]{1,2}$/u;

/** Blanks and apostrophes only ever group digits: `1 234 567` and `1'234'567`. */
const GROUPERS = " '";
const GROUPED = /^[1-9]\d{0,2}(?:([ '.,])\d{3})(?:\1\d{3})*$/;
const DIGITS = /^\d*$/;

type Amount = { isNegative: boolean; body: string };
type Digits = { whole: string; fraction: string };

const CURRENCY_SIGN = "(?:[A-Z]{0,3}\\p{Sc}|kr\\.?|zł|Kč|Ft|lei|S?Fr\\.?|Rs\\.?)";
const CODE = "[A-Z]{3}";
const BEFORE = new RegExp(`^(${CURRENCY_SIGN}|${CODE})\\s*(?=[\\d.,+'\\-\u2212\u2012\u2013(])`, "u");
const AFTER = new RegExp(`(?<=[\\d.,'\\-\u2212\u2012-\u2015)])\\s*(${CURRENCY_SIGN}|${CODE})$`, "u");

const CURRENCIES = new Set(Intl.supportedValuesOf("currency"));
const isCurrency = (mark: string): boolean => !/^[A-Z]{3}$/.test(mark) || CURRENCIES.has(mark);

/** A currency's sign or code as it stands before or after an amount: `€`, `CHF`, `kr`; null where there is none. */
export function currencyMarkOf(text: string): string | null {
  const trimmed = text
    .trim()
    .slice(0, TEXT_CHARACTERS_MAX)
    .replace(/^[-+\u2212(]\s*/u, "");
  const mark = (BEFORE.exec(trimmed) ?? AFTER.exec(trimmed))?.[1];
  return mark !== undefined && isCurrency(mark) ? mark : null;
}

function withoutCurrency(text: string): string {
  const mark = BEFORE.exec(text) ?? AFTER.exec(text);
  if (!mark?.[1] || !isCurrency(mark[1])) return text;
  return mark.index === 0 ? text.slice(mark[0].length) : text.slice(0, mark.index);
}

/** The amount without sign and currency: `(12.50)`, `-€12.50` and `12.50- EUR` are all minus twelve and a half. */
function amountOf(text: string): Amount | null {
  if (text.length > TEXT_CHARACTERS_MAX) return null;
  let rest = withoutCurrency(text.trim());
  const isBracketed = rest.startsWith("(") && rest.endsWith(")");
  if (isBracketed) rest = rest.slice(1, -1).trim();
  const signed = SIGNED.exec(withoutCurrency(rest).trim().replace(NO_CENTS, ""));
  if (!signed) return null;
  const [, before, middle = "", after] = signed;
  if (isBracketed && (before || after)) return null;
  if (before && after) return null;
  const body = withoutCurrency(middle.trim()).trim().replace(BLANKS, " ").replaceAll("’", "'");
  return { isNegative: isBracketed || Boolean(after) || (before !== undefined && before !== "+"), body };
}

/** The digits of a number whose decimal mark is known; null when it is not written so. */
function digitsOf(body: string, mark: DecimalMark): Digits | null {
  const [written = "", fraction = "", ...more] = body.split(mark);
  if (more.length > 0 || !DIGITS.test(fraction)) return null;
  const grouped = GROUPED.exec(written);
  const isGrouped = grouped?.[1] !== undefined && (GROUPERS.includes(grouped[1]) || grouped[1] === OTHER_MARK[mark]);
  if (!isGrouped && !DIGITS.test(written)) return null;
  const whole = isGrouped ? written.replace(/\D/g, "") : written;
  return whole === "" && fraction === "" ? null : { whole, fraction };
}

const isEqual = (a: Digits, b: Digits): boolean =>
  a.whole.replace(/^0+/, "") === b.whole.replace(/^0+/, "") &&
  a.fraction.replace(/0+$/, "") === b.fraction.replace(/0+$/, "");

function chooseDigits(body: string, mark: DecimalMark | null): Digits | "ambiguous" | null {
  if (mark !== null) return digitsOf(body, mark) ?? digitsOf(body, OTHER_MARK[mark]);
  const [comma, point] = [digitsOf(body, ","), digitsOf(body, ".")];
  if (comma && point && !isEqual(comma, point)) return "ambiguous";
  return comma ?? point;
}

/**
 * Reads text into whole units of 10^-`digits`. Under a known mark `1.200` is what the mark says; a number that can only
 * be written with the other mark (`12.5` where commas are usual) is read as that. With null only clear numbers are.
 */
export function readDecimal(text: string, digits: number, mark: DecimalMark | null): DecimalReading {
  const amount = amountOf(text);
  const found = amount && chooseDigits(amount.body, mark);
  if (!amount || !found) return { fault: "no-number" };
  if (found === "ambiguous") return { fault: "ambiguous" };
  if (/[1-9]/.test(found.fraction.slice(digits))) return { fault: "too-many-decimals" };
  const whole = found.whole.replace(/^0+/, "");
  if (whole.length > WHOLE_DIGITS_MAX) return { fault: "too-large" };
  const units = Number(BigInt(`${whole}${found.fraction.slice(0, digits).padEnd(digits, "0")}` || "0"));
  if (!Number.isSafeInteger(units)) return { fault: "too-large" };
  return { units: amount.isNegative && units !== 0 ? -units : units };
}

/** How often the numbers of a column show what their marks mean; `open` ones are numbers under either mark. */
export type MarkEvidence = { comma: number; point: number; open: number };
export const NO_EVIDENCE: Readonly<MarkEvidence> = { comma: 0, point: 0, open: 0 };

/** What one number tells of the marks of its column; null where it tells nothing. */
export function evidenceOf(text: string): keyof MarkEvidence | null {
  if (!/[.,]/.test(text)) return null;
  const amount = amountOf(text);
  if (!amount) return null;
  const [comma, point] = [digitsOf(amount.body, ","), digitsOf(amount.body, ".")];
  if (comma && point) return isEqual(comma, point) ? null : "open";
  if (comma) return "comma";
  return point ? "point" : null;
}

export const addEvidence = (...parts: readonly Readonly<MarkEvidence>[]): MarkEvidence => ({
  comma: parts.reduce((sum, { comma }) => sum + comma, 0),
  point: parts.reduce((sum, { point }) => sum + point, 0),
  open: parts.reduce((sum, { open }) => sum + open, 0),
});

export function gatherEvidence(texts: Iterable<string>): MarkEvidence {
  const evidence = { ...NO_EVIDENCE };
  for (const text of texts) {
    const told = evidenceOf(text);
    if (told) evidence[told] += 1;
  }
  return evidence;
}

/** The decimal mark that the evidence shows; null where there is none, or some for each. */
export function markOf({ comma, point }: Readonly<MarkEvidence>): DecimalMark | null {
  if (comma > 0 && point > 0) return null;
  if (comma > 0) return ",";
  return point > 0 ? "." : null;
}
