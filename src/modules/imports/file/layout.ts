import { DELIMITERS, HEADER_ROW_MAX, type Layout } from "@/modules/imports/import-format";
import { CsvReader, type CsvRecord } from "./csv";
import { countKnownNames } from "./propose-columns";

const CHARACTERS_LOOKED_AT = 64 * 1024;
const ROWS_LOOKED_AT = 50;

/** Spreadsheets name the separator in a line of its own above the header. */
const SEPARATOR_LINE = /^\s*"?sep=(.)"?[\s,;]*$/i;

const CHARACTERS_AT_ONCE = 8 * 1024;
const FIRST_RECORDS_MAX = 2_000;

/** The first rows of a text under a separator, as many as anyone looks at; blank rows are left out. */
export function firstRecords(text: string, delimiter: string, isWhole: boolean): CsvRecord[] {
  const reader = new CsvReader(delimiter);
  const records: CsvRecord[] = [];
  for (let at = 0; at < text.length && records.length < FIRST_RECORDS_MAX; at += CHARACTERS_AT_ONCE) {
    const isLast = isWhole && at + CHARACTERS_AT_ONCE >= text.length;
    records.push(...reader.read(text.slice(at, at + CHARACTERS_AT_ONCE), isLast));
  }
  return records;
}

/** `isOnTop`: several cells in the very first row. */
type Guess = Omit<Layout, "encoding"> & { names: number; isOnTop: boolean; width: number };

/** Where the header is and what separates its cells, by the names that headers have. */
export function guessLayout(text: string, isWhole: boolean): Omit<Layout, "encoding"> {
  const start = text.slice(0, CHARACTERS_LOOKED_AT);
  const isAll = isWhole && start.length === text.length;
  const [firstLine = ""] = start.split(/\r\n|\n|\r/, 1);
  const named = SEPARATOR_LINE.exec(firstLine)?.[1];
  const guesses = (named === undefined ? DELIMITERS : [named]).map((delimiter) =>
    guessHeader(firstRecords(start, delimiter, isAll), delimiter, named === undefined ? 1 : 2),
  );
  const best = guesses.reduce((best, guess) => (isBetter(guess, best) ? guess : best));
  return { delimiter: best.delimiter, headerRow: best.headerRow };
}

function isBetter(a: Guess, b: Guess): boolean {
  if (a.names !== b.names) return a.names > b.names;
  return a.isOnTop === b.isOnTop ? a.width > b.width : a.isOnTop;
}

const widthOf = ({ cells }: CsvRecord): number => cells.filter((cell) => cell.trim() !== "").length;

function guessHeader(records: readonly CsvRecord[], delimiter: string, firstRow: number): Guess {
  const rows = records.filter(({ row }) => row >= firstRow).slice(0, ROWS_LOOKED_AT);
  const candidates = rows.filter(({ row }) => row <= HEADER_ROW_MAX);
  const [first] = candidates;
  if (!first) return { delimiter, headerRow: firstRow, names: 0, isOnTop: false, width: 0 };
  const known = candidates.map((record) => ({ record, names: countKnownNames(record.cells) }));
  const best = known.reduce((best, other) => (other.names > Math.max(1, best.names) ? other : best));
  const header = best.names > 0 ? best.record : (belowTitle(candidates, rows) ?? first);
  const width = widthOf(header);
  return { delimiter, headerRow: header.row, names: best.names, isOnTop: header === first && width > 1, width };
}

/** Without a known name: lines above a header are narrow, and header and rows alike wide. */
function belowTitle(candidates: readonly CsvRecord[], rows: readonly CsvRecord[]): CsvRecord | undefined {
  const widths = rows.map(widthOf).sort((a, b) => a - b);
  const usual = widths[Math.floor(widths.length / 2)] ?? 0;
  return usual < 3 ? undefined : candidates.find((record) => widthOf(record) > usual / 2);
}
