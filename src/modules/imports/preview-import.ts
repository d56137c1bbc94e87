import { makeSku } from "@/modules/catalog/product";
import { readShopSettings } from "@/modules/shop/queries";
import type { Context } from "@/platform/context";
import { assertSeesCosts } from "./assert-sees-costs";
import { importNotFound, mappingIncomplete, type PreviewImport } from "./contract";
import { CELL_CHARACTERS_SHOWN_MAX } from "./file/cells";
import { firstRecords } from "./file/layout";
import { MarkSurvey } from "./file/number-marks";
import { formatOf, readStart, rowsOfStart } from "./file/read-file";
import { ShortCodeSurvey } from "./file/short-codes";
import { HEADER_ROW_MAX, type ImportFormat } from "./import-format";
import { RowGrouper } from "./import-group";
import { sumNotes } from "./import-note";
import { readRow } from "./import-row";
import { findImportWork } from "./queries";

const PREVIEW_ROWS_MAX = 20;
const TOP_CELLS_MAX = 8;

/** How the beginning of the file reads: its first rows as the items they would become, by layout, columns, choices. */
export async function previewImport(ctx: Context, asked: PreviewImport) {
  assertSeesCosts(ctx);
  const work = await findImportWork(ctx, asked.importId);
  if (!work) throw importNotFound({ importId: asked.importId });
  const { currency, locale } = await readShopSettings(ctx);
  const start = await readStart(work.fileKey, work.format.encoding);
  const format = formatAsAsked(work.format, formatOf(start, asked.layout ?? work.format, locale), asked);
  if (format.columns.length !== format.header.length)
    throw mappingIncomplete({ reason: "Match each column of the file." });

  const records = rowsOfStart(start, format);
  const survey = new MarkSurvey(format);
  const shortCodes = new ShortCodeSurvey(format);
  for (const { cells } of records) {
    survey.add(cells);
    shortCodes.add(cells);
  }
  const reading = { ...format, marks: survey.marks(), shortCodes: shortCodes.columns() };
  const grouper = new RowGrouper(format);
  if (grouper.hasParents) for (const record of records) grouper.learn(readRow(reading, currency, record));
  const rows = records.slice(0, PREVIEW_ROWS_MAX).map((record) => grouper.next(readRow(reading, currency, record)));
  return {
    format,
    marks: { ofFile: survey.ofFile(), ofColumns: reading.marks, isOpen: survey.isOpen() },
    notes: sumNotes(rows.flatMap((row) => row.notes)),
    hasSeveralCategories: mayNameSeveralCategories(format, records),
    top: firstRecords(start.text, format.delimiter, start.isWhole)
      .filter(({ row }) => row <= HEADER_ROW_MAX)
      .map(({ row, cells }) => ({ row, cells: cells.slice(0, TOP_CELLS_MAX).map(shownCell) })),
    rows: rows.map((row) => ({
      row: row.row,
      title: row.title,
      optionValues: row.optionValues,
      sku: row.isEmpty ? null : (row.sku ?? makeSku(row.wantedHandle, row.optionValues)),
      isSkuMade: !row.isEmpty && row.sku === null,
      price: row.price,
      quantity: row.quantity ?? row.serials?.length ?? null,
      serials: row.serials ?? [],
      barcodes: row.barcodes,
      categoryPath: row.categoryPath,
      isEmpty: row.isEmpty,
      problems: row.problems,
    })),
  };
}

/** A header that stays keeps its mapping; another one is matched anew. */
function formatAsAsked(stored: ImportFormat, read: ImportFormat, asked: PreviewImport): ImportFormat {
  const isStored = read.delimiter === stored.delimiter && read.headerRow === stored.headerRow;
  const format = isStored ? stored : read;
  return { ...format, columns: asked.columns ?? format.columns, choices: asked.choices ?? format.choices };
}

const shownCell = (cell: string): string => cell.slice(0, CELL_CHARACTERS_SHOWN_MAX);

const mayNameSeveralCategories = (
  { columns, dialect }: ImportFormat,
  records: readonly { cells: readonly string[] }[],
): boolean => {
  const index = columns.indexOf("category");
  return dialect !== "woocommerce" && records.some(({ cells }) => /[,;|]/.test(cells[index] ?? ""));
};
