import type { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { fileUnreadable } from "@/modules/imports/contract";
import {
  columnNameOf,
  DEFAULT_CHOICES,
  type Encoding,
  IMPORT_COLUMNS_MAX,
  IMPORT_ROWS_MAX,
  type ImportFormat,
  type Layout,
} from "@/modules/imports/import-format";
import { files } from "@/platform/files";
import { formatQuantity } from "@/shared/quantity";
import { printable } from "./code-cell";
import { CsvReader, type CsvRecord } from "./csv";
import { decodeAs, detectEncoding, Utf8Check } from "./encoding";
import { firstRecords, guessLayout } from "./layout";
import { detectDialect, nameColumns, proposeCategorySeparator, proposeColumns } from "./propose-columns";

/** All that the web ever reads of a file of products, however long it is. */
const START_BYTES = 256 * 1024;
const RECORDS_PER_TURN = 500;

/** The beginning of a file, as text. */
export type FileStart = { text: string; isWhole: boolean; encoding: Encoding };

/** @throws fileUnreadable when it is no text */
export async function readStart(fileKey: string, known?: Encoding): Promise<FileStart> {
  const stream = await files().get(fileKey);
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of bytesOf(stream)) {
    parts.push(part);
    bytes += part.length;
    if (bytes > START_BYTES) break;
  }
  stream.destroy();
  const isWhole = bytes <= START_BYTES;
  const start = Buffer.concat(parts).subarray(0, START_BYTES);
  const encoding = known ?? detectEncoding(start);
  const decoding = decodeAs(encoding);
  const text = decoding.decode(start) + (isWhole ? decoding.end() : "");
  if (text.trim() === "" && isWhole) throw fileUnreadable({ reason: "The file is empty." });
  return { text, isWhole, encoding };
}

/** The format that a new file seems to have, in a shop of this locale. @throws fileUnreadable */
export async function sniffFile(fileKey: string, locale: string): Promise<ImportFormat> {
  const start = await readStart(fileKey);
  return formatOf(start, guessLayout(start.text, start.isWhole), locale);
}

/** The format of a file whose separator and header row are known; its columns are proposed by their names. */
export function formatOf(
  start: FileStart,
  { delimiter, headerRow }: Omit<Layout, "encoding">,
  locale: string,
): ImportFormat {
  const records = firstRecords(start.text, delimiter, start.isWhole);
  const named = headerRow === 0 ? records[0] : records.find(({ row }) => row === headerRow);
  if (!named) throw fileUnreadable({ reason: records.length > 0 ? NO_HEADER : whyNothing(start.text) });
  if (named.fault !== null)
    throw fileUnreadable({
      reason: `A quote opens in line ${named.line}, among the column names, and is never closed.`,
    });
  const cells = headerRow === 0 ? named.cells.map(() => "") : withoutBlankEnd(named.cells).map(printable);
  if (cells.length > IMPORT_COLUMNS_MAX) throw fileUnreadable({ reason: TOO_WIDE });
  const [dialect, columns] = [detectDialect(cells), proposeColumns(cells, locale)];
  const header = nameColumns(cells);
  const categorySeparator = proposeCategorySeparator(dialect, columnNameOf({ header, columns }, "category"));
  return {
    encoding: start.encoding,
    delimiter,
    headerRow,
    dialect,
    header,
    columns,
    choices: { ...DEFAULT_CHOICES, categorySeparator },
    marks: null,
    shortCodes: [],
  };
}

const TOO_WIDE = `The file has more than ${IMPORT_COLUMNS_MAX} columns. Remove those that are not needed.`;
const NO_HEADER = "The row with the column names is not among the first rows of the file. Choose another.";
const whyNothing = (text: string): string =>
  text.trim() === "" ? "The file begins with blank lines only. Remove them and upload it again." : TOO_WIDE;

/** Spreadsheets may end a header by thousands of blank cells. */
function withoutBlankEnd(cells: readonly string[]): string[] {
  if (cells.length <= IMPORT_COLUMNS_MAX) return [...cells];
  return cells.slice(0, 1 + cells.findLastIndex((cell) => cell.trim() !== ""));
}

/** The rows below the header that the beginning of a file holds. */
export const rowsOfStart = (start: FileStart, { delimiter, headerRow }: Layout): CsvRecord[] =>
  firstRecords(start.text, delimiter, start.isWhole).filter(({ row }) => row > headerRow);

async function* bytesOf(stream: Readable): AsyncGenerator<Buffer> {
  for await (const part of stream) yield Buffer.isBuffer(part) ? part : Buffer.from(String(part));
}

/** Whether a file that begins like UTF-8 is UTF-8 to its end, and else what it is. @throws fileUnreadable */
export async function confirmEncoding(fileKey: string, encoding: Encoding): Promise<Encoding> {
  if (encoding !== "utf-8") return encoding;
  const check = new Utf8Check();
  const stream = await files().get(fileKey);
  try {
    for await (const part of bytesOf(stream)) if (!check.take(part)) return "windows-1252";
    return "utf-8";
  } finally {
    stream.destroy();
  }
}

/**
 * The filled rows below the header, in batches. Memory stays bounded, and between two batches the process does what
 * else waits: it renews the lock of its job, and other jobs go on. @throws fileUnreadable
 */
export async function* readRecords(fileKey: string, layout: Layout): AsyncGenerator<CsvRecord[]> {
  const reader = new CsvReader(layout.delimiter);
  const decoding = decodeAs(layout.encoding);
  const stream = await files().get(fileKey);
  try {
    for await (const part of bytesOf(stream)) yield* inTurns(reader.read(decoding.decode(part), false), layout);
    yield* inTurns(reader.read(decoding.end(), true), layout);
  } finally {
    stream.destroy();
  }
}

async function* inTurns(records: CsvRecord[], { headerRow }: Layout): AsyncGenerator<CsvRecord[]> {
  for (let from = 0; from < records.length; from += RECORDS_PER_TURN) {
    const turn = records.slice(from, from + RECORDS_PER_TURN).filter(({ row }) => row > headerRow);
    if (turn.some(({ row }) => row - headerRow > IMPORT_ROWS_MAX))
      throw fileUnreadable({ reason: `The file has more than ${formatQuantity(IMPORT_ROWS_MAX)} rows. Split it.` });
    yield turn;
    await setImmediate();
  }
}
