import { isGtin } from "@/modules/catalog/codes/gtin";
import { withoutGuards } from "@/shared/csv";

/** What stands in a cell instead of a value, and around it, when spreadsheets and databases had it before. */

const NO_VALUE = /^(?:\(?null\)?|n\/a|#(?:n\/a|null!|ref!|value!|name\?|div\/0!|num!)|nan|undefined)$/i;
/** A code cannot be a dash or nothing but zeros. */
const NO_CODE = /^(?:[-–—_.?]+|0+(?:\.0+)?|none|nil|n\.a\.)$/i;
const ROUNDED = /^\d(?:[.,]\d+)?E\+\d{1,3}$/i;
/** Whole numbers that a program took for decimals: `4006381333931.0`. */
const WITH_DECIMALS = /^(\d{3,})\.0+$/;

const FORMULA = /^="((?:[^"]|"")*)"$/;
/** `'0012`, and not `'90s jacket`. */
const NUMBER_AS_TEXT = /^'(?=\d[\d.,]*$)/;
const CODE_AS_TEXT = /^'(?=\d)/;

/** The text of a cell that a spreadsheet holds as a formula or behind an apostrophe so that it stays text. */
export function unwrapCell(text: string): string {
  const formula = FORMULA.exec(text)?.[1];
  if (formula !== undefined) return formula.replaceAll('""', '"').trim();
  return withoutGuards(text).replace(NUMBER_AS_TEXT, "");
}

/** The same of a cell that holds a code or a number: its apostrophe is never part of it. */
export const unwrapCode = (text: string): string => unwrapCell(text).replace(CODE_AS_TEXT, "");

/** A number that a program wrote with thousands. Codes of three digits in a list look so, but begin with three. */
const THOUSANDS = /^\d{1,3}(?:,\d{3}){2,}(?:\.0+)?$/;

/** `4,006,381,333,931` as the code that it is; any other text as it is. */
export function withoutThousands(text: string): string {
  if (!THOUSANDS.test(text)) return text;
  const digits = text.replace(/\.0+$/, "").replaceAll(",", "");
  return /^\d{1,2},/.test(text) || isGtin(digits) ? digits : text;
}

/** The codes of a cell that may list several. */
export const codesIn = (cell: string): string[] =>
  cell.split(/[|;\n]/).flatMap((part) => {
    const text = unwrapCode(part.trim());
    return withoutThousands(text) === text ? text.split(",") : [text];
  });

export const isNoValue = (text: string): boolean => NO_VALUE.test(text);

/** Whether a cell of codes holds none: a placeholder, or a number that a program has rounded. */
export const isNoCode = (text: string): boolean => isNoValue(text) || NO_CODE.test(text) || isRounded(text);

/** A program took it for a number, and nobody knows what it was. */
export const isRounded = (text: string): boolean => ROUNDED.test(text) || WITH_DECIMALS.test(text);

/** Control characters, which no person types; Postgres refuses U+0000. Line ends and tabs are kept. */
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

export const printable = (text: string): string => text.replace(UNPRINTABLE, "");
