import { type CsvRecord } from "./file/csv";
import { MarkSurvey } from "./file/number-marks";
import { confirmEncoding, readRecords } from "./file/read-file";
import { ShortCodeSurvey } from "./file/short-codes";
import type { ImportFormat } from "./import-format";
import { type GroupedRow, RowGrouper } from "./import-group";
import { readRow } from "./import-row";

export const ROWS_PER_CHUNK_MAX = 500;
/** Up to here a product's rows stay in one chunk; rows beyond it are imported as a change of the product. */
const ROWS_LOOK_AHEAD_MAX = 1_000;

/** `cells` holds the rows as they stand in the file, by their number. Blank rows are counted and left out. */
export type Chunk = {
  fromRow: number;
  toRow: number;
  rows: GroupedRow[];
  cells: ReadonlyMap<number, readonly string[]>;
};
export type ImportChunk = { importId: string; format: ImportFormat; chunk: Chunk };

/** How long a file is, how it is written, and what its numbers mean, by reading all of it. @throws fileUnreadable */
export async function surveyFile(
  fileKey: string,
  format: ImportFormat,
): Promise<Pick<ImportFormat, "encoding" | "marks" | "shortCodes"> & { rowsTotal: number }> {
  const encoding = await confirmEncoding(fileKey, format.encoding);
  const marks = new MarkSurvey(format);
  const shortCodes = new ShortCodeSurvey(format);
  let rowsTotal = 0;
  for await (const records of readRecords(fileKey, { ...format, encoding })) {
    for (const { row, cells } of records) {
      marks.add(cells);
      shortCodes.add(cells);
      rowsTotal = row - format.headerRow;
    }
  }
  return { encoding, marks: marks.marks(), shortCodes: shortCodes.columns(), rowsTotal };
}

type Reading = { format: ImportFormat; currency: string };

/** The file in chunks of bounded size, after the first `rowsDone` rows. Rows of one product stay together. */
export async function* readChunks(
  fileKey: string,
  { format, currency }: Reading,
  rowsDone: number,
): AsyncGenerator<Chunk> {
  const grouper = new RowGrouper(format);
  if (grouper.hasParents)
    for await (const records of readRecords(fileKey, format))
      for (const record of records) grouper.learn(readRow(format, currency, record));
  let chunk = new ChunkBuilder(rowsDone);
  for await (const records of readRecords(fileKey, format)) {
    for (const record of records) {
      const row = grouper.next(readRow(format, currency, record));
      const done = record.row - format.headerRow;
      if (done <= rowsDone) continue;
      if (chunk.isFull(row)) {
        yield chunk;
        chunk = new ChunkBuilder(chunk.toRow);
      }
      chunk.add(row, record, done);
    }
  }
  if (chunk.rows.length > 0) yield chunk;
}

class ChunkBuilder implements Chunk {
  readonly rows: GroupedRow[] = [];
  readonly cells = new Map<number, readonly string[]>();
  toRow: number;

  constructor(readonly fromRow: number) {
    this.toRow = fromRow;
  }

  add(row: GroupedRow, { cells }: CsvRecord, done: number): void {
    this.rows.push(row);
    this.cells.set(row.row, cells);
    this.toRow = done;
  }

  isFull(next: GroupedRow): boolean {
    if (this.rows.length < ROWS_PER_CHUNK_MAX) return false;
    return this.rows.length >= ROWS_LOOK_AHEAD_MAX || this.rows.at(-1)?.key !== next.key;
  }
}
