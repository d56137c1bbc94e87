/** The signs that begin a formula, also in the full width that spreadsheets take for the usual one. */
const SIGNS = String.raw`[=+\-@\uff1d\uff0b\uff0d\uff20]`;
const SEPARATORS = ",;\t|";
const BREAKS = String.raw`[,;\t|\r\n]\s*`;
const NUMBER = String.raw`-?\d+(?:[.,]\d+)*`;

const FORMULA = new RegExp(String.raw`^'*(?:\s*${SIGNS}|[\t\r\n])`);
const WHOLE_NUMBER = new RegExp(`^${NUMBER}$`);
/**
 * Behind what another spreadsheet takes for the end of a cell. The rare sign is looked for first and what stands before
 * it last: the other way round, a cell of many line breaks costs the square of their number.
 */
const FORMULA_WITHIN = new RegExp(
  String.raw`(?='|${SIGNS})(?!${NUMBER}\s*(?:[,;\t|\r\n]|$))(?<=${BREAKS})(?='*${SIGNS})`,
  "g",
);
const GUARD_BEFORE = new RegExp(String.raw`^'(?='*(?:\s*${SIGNS}|[\t\r\n]))`);
const GUARD_WITHIN = new RegExp(String.raw`'(?<=${BREAKS}')(?='*${SIGNS})`, "g");

/**
 * A text that would run as a formula, also behind a separator, gets apostrophes, which spreadsheets read as "text". One
 * that has an apostrophe there already gets another, so that reading takes away what was added and no more.
 */
function guarded(text: string): string {
  const within = text.replace(FORMULA_WITHIN, "'");
  return FORMULA.test(text) && !WHOLE_NUMBER.test(text) ? `'${within}` : within;
}

/** What `toCsv` was given, of a cell that it has written. The guard before a cell is told by what stands behind it. */
export const withoutGuards = (text: string): string => text.replace(GUARD_WITHIN, "").replace(GUARD_BEFORE, "");

/** By RFC 4180, and quoted for every separator: a spreadsheet may expect another than the file has. */
function toCell(text: string, delimiter: string): string {
  const safe = guarded(text);
  const isPlain = !/[",;\t|\r\n]|^\s|\s$/.test(safe) && !safe.includes(delimiter);
  return isPlain ? safe : `"${safe.replaceAll('"', '""')}"`;
}

/**
 * How each file begins. Spreadsheets take a file without the mark for the letters of their own country, and write
 * `Küche` back as `KÃ¼che`; programs that read UTF-8 know it.
 */
export const CSV_BEGINNING = "\ufeff";

/** Rows as lines of a CSV file, each with its end. */
export const toCsvLines = (rows: readonly (readonly string[])[], delimiter = ","): string =>
  rows.map((row) => `${row.map((text) => toCell(text, delimiter)).join(delimiter)}\r\n`).join("");

/** Rows as a CSV file. An unusual separator is named above them. */
export function toCsv(rows: readonly (readonly string[])[], delimiter = ","): string {
  const named = SEPARATORS.includes(delimiter) ? "" : `sep=${delimiter}\r\n`;
  return CSV_BEGINNING + named + toCsvLines(rows, delimiter);
}
