/** How a file of products is read: its rows, its columns and what each means. Pure, and safe in the browser. */

import type { DecimalMark } from "@/shared/decimal";

export const IMPORT_FIELDS = [
  "handle",
  "title",
  "description",
  "vendor",
  "category",
  "taxCategory",
  "sku",
  "barcode",
  "price",
  "cost",
  "unit",
  "quantity",
  "serials",
  "hasSerials",
  "option1Name",
  "option1Value",
  "option2Name",
  "option2Value",
  "option3Name",
  "option3Value",
  "optionNames",
  "optionValues",
  "parent",
  "rowType",
  "rowId",
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

export const IMPORT_BYTES_MAX = 256 * 1024 * 1024;
export const IMPORT_ROWS_MAX = 2_000_000;
export const IMPORT_COLUMNS_MAX = 250;
/** Rows among which the header is looked for, and may be chosen. */
export const HEADER_ROW_MAX = 20;

export const FIELD_LABELS: Readonly<Record<ImportField, string>> = {
  handle: "Handle",
  title: "Title",
  description: "Description",
  vendor: "Vendor",
  category: "Category",
  taxCategory: "Tax category",
  sku: "SKU",
  barcode: "Barcode",
  price: "Price",
  cost: "Cost",
  unit: "Unit",
  quantity: "Quantity",
  serials: "Serial numbers (A;B)",
  hasSerials: "Has serial numbers",
  option1Name: "Option 1 name",
  option1Value: "Option 1 value",
  option2Name: "Option 2 name",
  option2Value: "Option 2 value",
  option3Name: "Option 3 name",
  option3Value: "Option 3 value",
  optionNames: "Option names (A|B)",
  optionValues: "Option values (A|B)",
  parent: "Parent product",
  rowType: "Row type",
  rowId: "Row ID",
};

export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof ENCODINGS)[number];
export const ENCODING_NAMES: Readonly<Record<Encoding, string>> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
  "windows-1252": "Windows-1252",
};

/** Separators that are looked for; a `sep=` line may name any other. */
export const DELIMITERS = [",", ";", "\t", "|"] as const;
export const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  ",": "Comma",
  ";": "Semicolon",
  "\t": "Tab",
  "|": "Vertical bar",
};

export const DIALECTS = ["shopify", "shopify-2025", "woocommerce", "vendure", "generic"] as const;
export type Dialect = (typeof DIALECTS)[number];
export type Columns = readonly (ImportField | null)[];

/** How bytes become rows. `headerRow` is numbered as in a spreadsheet; 0 means that no row names the columns. */
export type Layout = { encoding: Encoding; delimiter: string; headerRow: number };

export const CATEGORY_SEPARATORS = ["none", ",", ";", "|"] as const;
export type CategorySeparator = (typeof CATEGORY_SEPARATORS)[number];

/** What only the person knows. A question that is left open here is asked again after the check. */
export type ImportChoices = {
  /** What `,` and `.` mean in every column; null: what the columns themselves show. */
  decimalMark: DecimalMark | null;
  /** What stands between two categories of one cell. */
  categorySeparator: CategorySeparator;
  /** Change products that exist and create new ones, or only one of the two. */
  mode: "all" | "change" | "create";
  /** Whether a row that has only its title in common with a product is that product. */
  titleMatch: "ask" | "same" | "new";
  /** What the quantity of an existing variant does to its stock. */
  quantities: "ignore" | "set" | "add";
  /** New products may come without a price, at 0. */
  acceptNoPrice: boolean;
};

export const DEFAULT_CHOICES: ImportChoices = {
  decimalMark: null,
  categorySeparator: "none",
  mode: "all",
  titleMatch: "ask",
  quantities: "ignore",
  acceptNoPrice: false,
};

export type ImportFormat = Layout & {
  dialect: Dialect;
  header: string[];
  columns: (ImportField | null)[];
  choices: ImportChoices;
  /** The decimal mark of each column, found by reading the whole file; null before that. */
  marks: (DecimalMark | null)[] | null;
  /** Columns of barcodes whose short codes are GTINs without their leading zeros, found like the marks. */
  shortCodes: number[];
};

/** Several columns may hold barcodes: EAN in one, UPC in another. Every other field is filled by one. */
export const MAY_REPEAT: ReadonlySet<ImportField> = new Set(["barcode"]);
export const NUMBER_FIELDS: ReadonlySet<ImportField | null> = new Set(["price", "cost", "quantity"]);

/** Serial numbers state how many there are, too. */
export const statesStock = (columns: Columns): boolean => columns.includes("quantity") || columns.includes("serials");

/** Why a file cannot be read by this mapping; null when it can. */
export function faultOfMapping(columns: Columns): string | null {
  const mapped = columns.filter((field) => field !== null);
  const repeated = mapped.find((field, index) => !MAY_REPEAT.has(field) && mapped.indexOf(field) !== index);
  if (repeated) return `Two columns fill ${FIELD_LABELS[repeated]}. Skip one of them.`;
  if (!mapped.includes("title") && !mapped.includes("sku") && !mapped.includes("barcode") && !mapped.includes("handle"))
    return "Choose the column that holds the title, the SKU or the barcode.";
  return null;
}

/** Columns of the file that fill no field. */
export const droppedColumns = ({ header, columns }: { header: readonly string[]; columns: Columns }): string[] =>
  header.filter((_, index) => columns[index] === null);

/** The column that a problem of a field names: the file's own column, or the field's label where it has none. */
export function columnNameOf(format: { header: readonly string[]; columns: Columns }, field: ImportField): string {
  const index = format.columns.indexOf(field);
  return format.header[index] ?? FIELD_LABELS[field];
}
