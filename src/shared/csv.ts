/** Text that a spreadsheet takes for a formula, also in the full-width signs that it takes for the usual ones. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;
const NUMBER = /^-?\d+(?:[.,]\d+)*$/;

/** One cell by RFC 4180. A text that would run as a formula gets an apostrophe, which spreadsheets read as "text". */
function toCell(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as a CSV file with a byte order mark, by which spreadsheets know that it is UTF-8. */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((row) => row.map(toCell).join(",")).join("\r\n")}\r\n`;
