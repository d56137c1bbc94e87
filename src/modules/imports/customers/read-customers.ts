import { fileUnreadable, mappingIncomplete } from "@/modules/imports/contract";
import { unwrapCell } from "@/modules/imports/file/code-cell";
import type { CsvRecord } from "@/modules/imports/file/csv";
import { firstRecords, guessLayout } from "@/modules/imports/file/layout";
import { confirmEncoding, readRecords, readStart } from "@/modules/imports/file/read-file";
import { IMPORT_COLUMNS_MAX } from "@/modules/imports/import-format";
import { formatQuantity } from "@/shared/quantity";
import { CUSTOMER_ROWS_MAX, customerColumns, type CustomerField } from "./customer-fields";

/** A row as it stands in the file: its filled cells, by the fields that they fill. */
export type CustomerRow = {
  row: number;
  cells: Partial<Record<CustomerField, string>>;
  /** Why nothing of it can be read. */
  fault: string | null;
};
export type CustomerFile = { header: string[]; columns: (CustomerField | null)[]; rows: CustomerRow[] };

const FAULTS = {
  "quote-open": "A quote opens here and is not closed. Close it or remove it.",
  "too-long": "The line is too long. Shorten it.",
} as const;

/** All of a file of customers. @throws fileUnreadable, mappingIncomplete */
export async function readCustomers(fileKey: string): Promise<CustomerFile> {
  const start = await readStart(fileKey);
  const { delimiter, headerRow } = guessLayout(start.text, start.isWhole);
  const named = firstRecords(start.text, delimiter, start.isWhole).find(({ row }) => row === headerRow);
  if (!named || named.fault !== null) throw fileUnreadable({ reason: "The row with the column names can't be read." });
  const header = named.cells.slice(0, 1 + named.cells.findLastIndex((cell) => cell.trim() !== ""));
  if (header.length > IMPORT_COLUMNS_MAX)
    throw fileUnreadable({ reason: `The file has more than ${IMPORT_COLUMNS_MAX} columns. Remove those not needed.` });
  const columns = customerColumns(header);
  if (!columns.includes("name") && !columns.includes("customerId"))
    throw mappingIncomplete({ reason: "No column is called Name or Customer ID. Name the columns in the first row." });
  const encoding = await confirmEncoding(fileKey, start.encoding);
  const rows: CustomerRow[] = [];
  for await (const records of readRecords(fileKey, { encoding, delimiter, headerRow })) {
    rows.push(...records.map((record) => readRow(record, columns)));
    if (rows.length > CUSTOMER_ROWS_MAX)
      throw fileUnreadable({ reason: `The file has more than ${formatQuantity(CUSTOMER_ROWS_MAX)} rows. Split it.` });
  }
  if (rows.length === 0) throw fileUnreadable({ reason: "The file has no rows below the column names." });
  return { header: header.map((cell) => cell.trim()), columns, rows };
}

function readRow({ row, cells, fault }: CsvRecord, columns: readonly (CustomerField | null)[]): CustomerRow {
  if (fault !== null) return { row, cells: {}, fault: FAULTS[fault] };
  const isTooWide = cells.slice(columns.length).some((cell) => cell.trim() !== "");
  const tooWide = "It has more cells than there are columns. Put quotes around cells that contain the separator.";
  const filled = columns.flatMap((field, index) => {
    const text = unwrapCell((cells[index] ?? "").replaceAll("\0", "").trim()).trim();
    return field === null || text === "" ? [] : [[field, text] as const];
  });
  return { row, cells: Object.fromEntries(filled), fault: isTooWide ? tooWide : null };
}
