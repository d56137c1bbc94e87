import type { Readable } from "node:stream";
import { type CsvError, parse } from "csv-parse";
import { files } from "@/platform/files";
import { formatQuantity } from "@/shared/quantity";
import { fileUnreadable } from "./contract";
import {
  DELIMITERS,
  type Delimiter,
  detectDialect,
  IMPORT_COLUMNS_MAX,
  IMPORT_ROWS_MAX,
  type ImportFormat,
  nameColumns,
  proposeColumns,
} from "./import-format";
import { type GroupedRow, RowGrouper } from "./import-group";
import { type FileRow, readRow } from "./import-row";

export const ROWS_PER_CHUNK_MAX = 500;
/** Up to here a product's rows stay in one chunk; rows beyond it are imported as a change of the product. */
const ROWS_LOOK_AHEAD_MAX = 1_000;
const SNIFF_BYTES = 1024 * 1024;
const RECORD_CHARACTERS_MAX = 2 * 1024 * 1024;
const HEADER_ROW = 1;

export type Chunk = { fromRow: number; toRow: number; rows: GroupedRow[] };
export type ImportChunk = { importId: string; format: ImportFormat; chunk: Chunk };

/** Detects separator, dialect and columns in the first megabyte. @throws Refusal `imports.file-unreadable` */
export async function sniffFile(fileKey: string): Promise<ImportFormat> {
  const start = await readStart(fileKey);
  const text = decodeStart(start);
  if (text.trim() === "") throw fileUnreadable({ reason: "The file is empty." });
  const delimiter = sniffDelimiter(text);
  const header = await readHeader(fileKey, delimiter);
  if (header.length > IMPORT_COLUMNS_MAX) {
    throw fileUnreadable({
      reason: `The file has ${header.length} columns. Remove some: up to ${IMPORT_COLUMNS_MAX} can be read.`,
    });
  }
  return { delimiter, dialect: detectDialect(header), header: nameColumns(header), columns: proposeColumns(header) };
}

async function readStart(fileKey: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of bytesOf(await files().get(fileKey))) {
    parts.push(part);
    bytes += part.length;
    if (bytes >= SNIFF_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, SNIFF_BYTES);
}

const NOT_UTF8 = "The file is not in UTF-8. Export it again as “CSV UTF-8”.";

function decodeStart(start: Buffer): string {
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff))
    throw fileUnreadable({ reason: NOT_UTF8 });
  if (start[0] === 0x50 && start[1] === 0x4b) {
    throw fileUnreadable({ reason: "This is a workbook or a zip archive. Save it as CSV and upload that." });
  }
  if (start.includes(0)) throw fileUnreadable({ reason: "This isn't a text file. Save it as CSV and upload that." });
  return decode(new TextDecoder("utf-8", { fatal: true }), start, true);
}

function decode(decoder: TextDecoder, bytes: Uint8Array, isOpen: boolean): string {
  try {
    return decoder.decode(bytes, { stream: isOpen });
  } catch {
    throw fileUnreadable({ reason: NOT_UTF8 });
  }
}

/** The separator that stands most often in the first record, outside of quotes. */
export function sniffDelimiter(text: string): Delimiter {
  const counts = new Map<string, number>();
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === "\n" && counts.size > 0) break;
    else counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  const [best] = [...DELIMITERS].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  return best ?? ",";
}

async function readHeader(fileKey: string, delimiter: Delimiter): Promise<string[]> {
  for await (const cells of readRecords(fileKey, delimiter)) {
    if (cells.some((cell) => cell.trim() !== "")) return [...cells];
    throw fileUnreadable({ reason: "The first line has no column names. Add them and upload the file again." });
  }
  throw fileUnreadable({ reason: "The file is empty." });
}

async function* bytesOf(stream: Readable): AsyncGenerator<Buffer> {
  for await (const part of stream) yield Buffer.isBuffer(part) ? part : Buffer.from(String(part));
}

async function* checkedUtf8(stream: Readable): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const part of bytesOf(stream)) {
    decode(decoder, part, true);
    yield part;
  }
  decode(decoder, new Uint8Array(), false);
}

async function* readRecords(fileKey: string, delimiter: Delimiter): AsyncGenerator<readonly string[]> {
  const stream = await files().get(fileKey);
  const parser = parse({
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: RECORD_CHARACTERS_MAX,
  });
  const feeding = feed(checkedUtf8(stream), parser);
  let record = 0;
  try {
    for await (const cells of parser) {
      record += 1;
      yield toTexts(cells);
    }
    await feeding;
  } catch (error) {
    throw toCsvRefusal(error, record + 1);
  } finally {
    stream.destroy();
    parser.destroy();
    await feeding.catch(() => {});
  }
}

type Parser = ReturnType<typeof parse>;

/** Writes with back-pressure, so memory stays bounded for a file of any length. */
async function feed(content: AsyncIterable<Buffer>, parser: Parser): Promise<void> {
  try {
    for await (const part of content) {
      if (parser.destroyed) return;
      if (!parser.write(part)) await roomIn(parser);
    }
    parser.end();
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error("The file could not be read."));
  }
}

const roomIn = (parser: Parser) =>
  new Promise<void>((resolve) => {
    const go = () => {
      parser.off("drain", go).off("close", go);
      resolve();
    };
    parser.on("drain", go).on("close", go);
  });

const toTexts = (cells: unknown): readonly string[] => (Array.isArray(cells) ? cells.map(String) : []);

const isCsvError = (error: unknown): error is CsvError =>
  error instanceof Error && "code" in error && String(error.code).startsWith("CSV_");

function toCsvRefusal(error: unknown, record: number): unknown {
  if (!isCsvError(error)) return error;
  const reason =
    error.code === "CSV_MAX_RECORD_SIZE" || error.code === "CSV_QUOTE_NOT_CLOSED"
      ? `A quote that opens in row ${record} is never closed.`
      : `Row ${record} cannot be read as CSV.`;
  return fileUnreadable({ reason });
}

/** The rows below the header. They are numbered as a spreadsheet shows them: the header is row 1. */
export async function* readRows(fileKey: string, format: ImportFormat): AsyncGenerator<FileRow> {
  let row = 0;
  for await (const cells of readRecords(fileKey, format.delimiter)) {
    row += 1;
    if (row === HEADER_ROW) continue;
    if (row - HEADER_ROW > IMPORT_ROWS_MAX)
      throw fileUnreadable({ reason: `The file has more than ${formatQuantity(IMPORT_ROWS_MAX)} rows. Split it.` });
    yield { row, cells };
  }
}

export async function countRows(fileKey: string, format: ImportFormat): Promise<number> {
  let rows = 0;
  for await (const { row } of readRows(fileKey, format)) rows = row - HEADER_ROW;
  return rows;
}

/** The file in chunks of bounded size, after the first `rowsDone` data rows. Rows of one product stay together. */
export async function* readChunks(fileKey: string, format: ImportFormat, rowsDone: number): AsyncGenerator<Chunk> {
  const grouper = new RowGrouper(format);
  let chunk: Chunk = { fromRow: rowsDone, toRow: rowsDone, rows: [] };
  for await (const fileRow of readRows(fileKey, format)) {
    const row = grouper.next(readRow(format, fileRow));
    const done = fileRow.row - HEADER_ROW;
    if (done <= rowsDone) continue;
    if (isFull(chunk, row)) {
      yield chunk;
      chunk = { fromRow: chunk.toRow, toRow: chunk.toRow, rows: [] };
    }
    chunk.rows.push(row);
    chunk.toRow = done;
  }
  if (chunk.rows.length > 0) yield chunk;
}

function isFull(chunk: Chunk, next: GroupedRow): boolean {
  if (chunk.rows.length < ROWS_PER_CHUNK_MAX) return false;
  return chunk.rows.length >= ROWS_LOOK_AHEAD_MAX || chunk.rows.at(-1)?.key !== next.key;
}
