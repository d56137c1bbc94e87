import type { Context } from "@/platform/context";
import { importNotFound, mappingIncomplete, type PreviewImport } from "./contract";
import { skusOf } from "./import-codes";
import { readRows } from "./import-file";
import type { ImportFormat } from "./import-format";
import { RowGrouper } from "./import-group";
import { CELL_CHARACTERS_SHOWN_MAX, readRow } from "./import-row";
import { findImportWork } from "./queries";

const PREVIEW_ROWS_MAX = 20;

/** The first rows of the file, as its cells and as the products they would become by `columns`. */
export async function previewImport(ctx: Context, { importId, columns }: PreviewImport) {
  const work = await findImportWork(ctx, importId);
  if (!work) throw importNotFound({ importId });
  const format: ImportFormat = { ...work.format, columns: columns ?? work.format.columns };
  if (format.columns.length !== format.header.length)
    throw mappingIncomplete({ reason: "Match each column of the file." });
  const grouper = new RowGrouper(format);
  const rows = [];
  for await (const fileRow of readRows(work.fileKey, format)) {
    const { isEmpty, key, isKnownBySku, problems, ...read } = grouper.next(readRow(format, fileRow));
    rows.push({
      ...read,
      description: undefined,
      cells: fileRow.cells.slice(0, format.header.length).map((cell) => cell.slice(0, CELL_CHARACTERS_SHOWN_MAX)),
      isEmpty,
      sku: isEmpty ? null : (skusOf(read)[0] ?? null),
      isSkuMade: !isEmpty && read.sku === null,
      problems,
    });
    if (rows.length === PREVIEW_ROWS_MAX) break;
  }
  return { format, rows };
}
