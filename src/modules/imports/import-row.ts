import {
  DESCRIPTION_CHARACTERS_MAX,
  NAME_CHARACTERS_MAX,
  OPTIONS_MAX,
  TITLE_CHARACTERS_MAX,
  type Unit,
} from "@/modules/catalog/product";
import { formatCount } from "@/shared/plural";
import { formatQuantity } from "@/shared/quantity";
import { type CellProblem, CellReader } from "./file/cells";
import { type CsvFault, type CsvRecord, RECORD_CHARACTERS_MAX } from "./file/csv";
import { toPlainText } from "./file/plain-text";
import type { ImportFormat } from "./import-format";
import type { RowNote } from "./import-note";

/** WooCommerce's rows: a product of variants has a row of its own, and so has a group of products. */
type RowKind = "item" | "head" | "variation" | "group";

/** One row of a file after parsing. Null is a blank cell, or a column the file lacks: the stored value is kept. */
export type ReadRow = {
  row: number;
  kind: RowKind;
  handle: string | null;
  title: string | null;
  description: string | null;
  vendor: string | null;
  categoryPath: string[] | null;
  /** By its name. */
  taxCategory: string | null;
  optionNames: string[];
  optionValues: string[];
  sku: string | null;
  barcodes: string[];
  price: number | null;
  cost: number | null;
  unit: Unit | null;
  quantity: number | null;
  /** One for each item. Null is a blank cell, and none at all one that can't be read. */
  serials: string[] | null;
  hasSerials: boolean | null;
  parent: string | null;
  rowId: string | null;
  /** It describes no variant: a row that only adds a picture, or only groups others. */
  isEmpty: boolean;
  problems: CellProblem[];
  notes: RowNote[];
};

/** Parses the cells of one row by the column mapping. Invalid cells become problems; nothing is thrown. */
export function readRow(format: ImportFormat, currency: string, record: CsvRecord): ReadRow {
  const reader = new CellReader(format, currency, record.row, record.cells);
  if (record.fault !== null) return faultyRow(reader, record);
  refuseWideRow(reader, format, record);
  const kind = kindOf(reader.text("rowType", NAME_CHARACTERS_MAX));
  const read = {
    row: record.row,
    kind,
    handle: reader.text("handle", NAME_CHARACTERS_MAX * 2),
    title: reader.text("title", TITLE_CHARACTERS_MAX, { essential: true }),
    description: readDescription(reader),
    vendor: reader.text("vendor", NAME_CHARACTERS_MAX),
    categoryPath: reader.categoryPath(),
    taxCategory: reader.text("taxCategory", NAME_CHARACTERS_MAX),
    ...readOptions(reader, format, kind),
    sku: reader.sku(),
    barcodes: reader.barcodes(),
    price: kind === "head" || kind === "group" ? null : reader.price(),
    cost: reader.cost(),
    unit: reader.unit(),
    quantity: reader.quantity(),
    serials: reader.serials(),
    hasSerials: reader.yesOrNo("hasSerials"),
    parent: reader.text("parent", NAME_CHARACTERS_MAX),
    rowId: reader.text("rowId", NAME_CHARACTERS_MAX),
  };
  const content = read.title ?? read.sku ?? read.price ?? read.barcodes[0] ?? read.optionValues[0] ?? null;
  const isEmpty = kind === "group" || (content === null && reader.problems.length === 0);
  noteShape(reader, format, record, { kind, isEmpty, title: read.title });
  return { ...read, isEmpty, problems: reader.problems, notes: reader.notes };
}

export const isSkipped = (row: Pick<ReadRow, "problems">): boolean =>
  row.problems.some((problem) => problem.rowSkipped);

const FAULTS: Readonly<Record<CsvFault, string>> = {
  "quote-open": "A quote opens here and is not closed where its cell ends. Close it or remove it.",
  "too-long": `The line has more than ${formatQuantity(RECORD_CHARACTERS_MAX)} characters. Shorten it.`,
};

function faultyRow(reader: CellReader, { row, line, cells, fault }: CsvRecord): ReadRow {
  const reason = `Line ${formatQuantity(line)} of the file can't be read. ${FAULTS[fault ?? "quote-open"]}`;
  reader.refuse("title", reason, { rowSkipped: true, column: "", value: cells.at(-1) ?? "" });
  return { ...NOTHING, row, isEmpty: false, problems: reader.problems, notes: reader.notes };
}

const NOTHING = {
  kind: "item",
  handle: null,
  title: null,
  description: null,
  vendor: null,
  categoryPath: null,
  taxCategory: null,
  optionNames: [],
  optionValues: [],
  sku: null,
  barcodes: [],
  price: null,
  cost: null,
  unit: null,
  quantity: null,
  serials: null,
  hasSerials: null,
  parent: null,
  rowId: null,
} satisfies Partial<ReadRow>;

/** Blank cells beyond the header are common and harmless. Filled ones mean that values stand in wrong columns. */
function refuseWideRow(reader: CellReader, { header }: ImportFormat, { cells, line }: CsvRecord): void {
  if (cells.length <= header.length || cells.slice(header.length).every((cell) => cell.trim() === "")) return;
  const [found, expected] = [formatCount(cells.length, "cell"), formatCount(header.length, "column")];
  const reason =
    `Line ${formatQuantity(line)} has ${found} for ${expected}, so its values may be in the wrong columns. ` +
    "Put quotes around cells that contain the separator.";
  reader.refuse("title", reason, { rowSkipped: true, column: "", value: found });
}

type Shape = Pick<ReadRow, "kind" | "isEmpty" | "title">;

function noteShape(reader: CellReader, { header }: ImportFormat, { cells }: CsvRecord, shape: Shape): void {
  if (shape.kind === "group") reader.note("group-row", null, shape.title ?? "");
  else if (shape.isEmpty) reader.note("empty-row", null, "");
  else if (shape.kind === "head") reader.note("head-row", null, shape.title ?? "");
  if (!shape.isEmpty && cells.length < header.length) reader.note("short-row", null, "");
}

/** WooCommerce's word for what a row is; all others describe an item. */
function kindOf(type: string | null): RowKind {
  const words = new Set(type?.toLowerCase().split(/[\s,]+/));
  if (words.has("variable")) return "head";
  if (words.has("variation")) return "variation";
  return words.has("grouped") ? "group" : "item";
}

function readDescription(reader: CellReader): string | null {
  const text = reader.raw("description");
  if (text === "") return null;
  const plain = toPlainText(text);
  if (plain.length <= DESCRIPTION_CHARACTERS_MAX) return plain === "" ? null : plain;
  return reader.refuse("description", `Use at most ${formatQuantity(DESCRIPTION_CHARACTERS_MAX)} characters.`);
}

const OPTION_FIELDS = [
  ["option1Name", "option1Value"],
  ["option2Name", "option2Value"],
  ["option3Name", "option3Value"],
] as const;
const BETWEEN_OPTIONS = "|";
/** WooCommerce leaves a choice blank that does not matter. */
const ANY_CHOICE = "Any";

type Options = Pick<ReadRow, "optionNames" | "optionValues">;

/** Shopify's placeholder for a product without a choice is `Title` / `Default Title`. */
function readOptions(reader: CellReader, format: ImportFormat, kind: RowKind): Options {
  if (format.columns.includes("optionValues")) return readOptionLists(reader);
  const read: Options = { optionNames: [], optionValues: [] };
  // What WooCommerce says of a product without variants describes it and leaves no choice.
  if (format.columns.includes("rowType") && (kind === "item" || kind === "group")) return read;
  for (const [nameField, valueField] of OPTION_FIELDS) {
    const name = reader.text(nameField, NAME_CHARACTERS_MAX) ?? "";
    if (kind === "head") {
      if (name !== "") read.optionNames.push(name);
      continue;
    }
    const given = reader.text(valueField, NAME_CHARACTERS_MAX, { essential: true });
    const value = given ?? (kind === "variation" && name !== "" ? ANY_CHOICE : null);
    if (value === null || value.toLowerCase() === "default title") continue;
    read.optionValues.push(value);
    read.optionNames.push(name);
  }
  return read;
}

/** `Size|Colour` and `S|Red`, as Vendure writes them. */
function readOptionLists(reader: CellReader): Options {
  const listOf = (field: "optionNames" | "optionValues") =>
    (reader.text(field, NAME_CHARACTERS_MAX * OPTIONS_MAX, { essential: true }) ?? "")
      .split(BETWEEN_OPTIONS)
      .map((part) => part.trim())
      .filter((part) => part !== "");
  const [optionNames, optionValues] = [listOf("optionNames"), listOf("optionValues")];
  if (optionValues.length > OPTIONS_MAX)
    reader.refuse("optionValues", `A product has at most ${OPTIONS_MAX} options.`, { rowSkipped: true });
  return { optionNames: optionValues.map((_, index) => optionNames[index] ?? ""), optionValues };
}
