/** What stands in a cell instead of a value, and around it, when spreadsheets and databases had it before. */

const NO_VALUE = /^(?:\(?null\)?|n\/a|#(?:n\/a|null!|ref!|value!|name\?|div\/0!|num!)|nan|undefined)$/i;
/** A code cannot be a dash or nothing but zeros. */
const NO_CODE = /^(?:[-–—_.?]+|0+(?:\.0+)?|none|nil|n\.a\.)$/i;
const ROUNDED = /^\d(?:[.,]\d+)?E\+\d{1,3}$/i;
/** Whole numbers that a program took for decimals: `4006381333931.0`. */
const WITH_DECIMALS = /^(\d{3,})\.0+$/;

const FORMULA = /^="((?:[^"]|"")*)"$/;

/** The text of a cell that a spreadsheet holds as a formula or behind an apostrophe so that it stays text. */
export function unwrapCell(text: string): string {
  const formula = FORMULA.exec(text)?.[1];
  if (formula !== undefined) return formula.replaceAll('""', '"').trim();
  return /^'[=+\-@\d]/.test(text) ? text.slice(1) : text;
}

export const isNoValue = (text: string): boolean => NO_VALUE.test(text);

/** Whether a cell of codes holds none: a placeholder, or a number that a program has rounded. */
export const isNoCode = (text: string): boolean =>
  isNoValue(text) || NO_CODE.test(text) || ROUNDED.test(text) || WITH_DECIMALS.test(text);
