import { cleanCode, isBarcodeFault, readBarcode } from "@/modules/catalog/barcode";
import {
  BARCODES_PER_VARIANT_MAX,
  cutText,
  DESCRIPTION_CHARACTERS_MAX,
  NAME_CHARACTERS_MAX,
  readUnit,
  SKU_CHARACTERS_MAX,
  TITLE_CHARACTERS_MAX,
  type Unit,
} from "@/modules/catalog/product";
import { minorDigits, parseDecimal, PRICE_MAX, UNIT_COST_DIGITS, UNIT_COST_MAX } from "@/shared/money";
import { formatCount } from "@/shared/plural";
import { formatQuantity, QUANTITY_MAX } from "@/shared/quantity";
import { currentRegion } from "@/shared/region";
import { columnNameOf, type ImportField, type ImportFormat } from "./import-format";

export type CellProblem = { row: number; column: string; value: string; reason: string; rowSkipped: boolean };
export type FileRow = { row: number; cells: readonly string[] };

/** One row of a file after parsing. Null is a blank cell, or a column the file lacks: the stored value is kept. */
export type ReadRow = {
  row: number;
  handle: string | null;
  title: string | null;
  description: string | null;
  vendor: string | null;
  categoryPath: string[] | null;
  optionNames: string[];
  optionValues: string[];
  sku: string | null;
  barcodes: string[];
  price: number | null;
  cost: number | null;
  unit: Unit | null;
  quantity: number | null;
  /** It describes no variant: a blank line, or a row that only adds a picture. */
  isEmpty: boolean;
  problems: CellProblem[];
};

export const CELL_CHARACTERS_SHOWN_MAX = 200;
const CATEGORY_DEPTH_MAX = 8;

/** Control characters, which no person types; Postgres refuses U+0000. Line ends and tabs are kept. */
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** Parses the cells of one row by the column mapping. Invalid cells become problems; nothing is thrown. */
export function readRow(format: ImportFormat, { row, cells }: FileRow): ReadRow {
  const reader = new CellReader(format, row, cells);
  const ragged = describeLengthFault(format, cells);
  if (ragged)
    reader.refuse("title", ragged, { rowSkipped: true, column: "", value: formatCount(cells.length, "cell") });
  const options = reader.options();
  const read: Omit<ReadRow, "isEmpty" | "problems"> = {
    row,
    handle: reader.text("handle", NAME_CHARACTERS_MAX * 2),
    title: reader.text("title", TITLE_CHARACTERS_MAX, { essential: true }),
    description: reader.description(),
    vendor: reader.text("vendor", NAME_CHARACTERS_MAX),
    categoryPath: reader.categoryPath(),
    ...options,
    sku: reader.sku(),
    barcodes: reader.barcodes(),
    price: reader.decimal("price", minorDigits(currentRegion().currency), PRICE_MAX, { essential: true }),
    cost: reader.decimal("cost", minorDigits(currentRegion().currency) + UNIT_COST_DIGITS, UNIT_COST_MAX),
    unit: reader.unit(),
    quantity: reader.quantity(),
  };
  const content = read.title ?? read.sku ?? read.price ?? read.barcodes[0] ?? read.optionValues[0] ?? null;
  return {
    ...read,
    isEmpty: content === null && reader.problems.length === 0,
    problems: reader.problems,
  };
}

export const isSkipped = (row: Pick<ReadRow, "problems">): boolean =>
  row.problems.some((problem) => problem.rowSkipped);

/** Trailing separators are common and harmless. Any other difference from the header means shifted cells. */
function describeLengthFault({ header }: ImportFormat, cells: readonly string[]): string | null {
  const isBlankLine = cells.every((cell) => cell.trim() === "");
  if (isBlankLine || cells.length === header.length) return null;
  if (cells.length > header.length && cells.slice(header.length).every((cell) => cell.trim() === "")) return null;
  const [found, expected] = [formatCount(cells.length, "cell"), formatCount(header.length, "column")];
  return `The row has ${found} for ${expected}, so its values may be in the wrong columns.`;
}

class CellReader {
  readonly problems: CellProblem[] = [];

  constructor(
    private readonly format: ImportFormat,
    private readonly row: number,
    private readonly cells: readonly string[],
  ) {}

  refuse(
    field: ImportField,
    reason: string,
    { rowSkipped = false, column = columnNameOf(this.format, field), value = this.raw(field) } = {},
  ): null {
    if (!this.problems.some((problem) => problem.column === column)) {
      this.problems.push({
        row: this.row,
        column,
        value: cutText(value, CELL_CHARACTERS_SHOWN_MAX),
        reason,
        rowSkipped,
      });
    }
    return null;
  }

  raw(field: ImportField): string {
    const index = this.format.columns.indexOf(field);
    return index < 0 ? "" : (this.cells[index] ?? "").replace(UNPRINTABLE, "").trim();
  }

  text(field: ImportField, charactersMax: number, { essential = false } = {}): string | null {
    const text = this.raw(field);
    if (text === "") return null;
    if (text.length <= charactersMax) return text;
    return this.refuse(field, `Use at most ${charactersMax} characters.`, { rowSkipped: essential });
  }

  description(): string | null {
    const text = this.text("description", DESCRIPTION_CHARACTERS_MAX);
    return text === null ? null : toPlainText(text);
  }

  /** Files of spreadsheets put an apostrophe before codes, so that they stay text. */
  sku(): string | null {
    const sku = cleanCode(this.raw("sku").replace(/^'/, ""));
    if (sku === "") return null;
    if (this.raw("sku").length <= SKU_CHARACTERS_MAX) return sku;
    return this.refuse("sku", `Enter a SKU of at most ${SKU_CHARACTERS_MAX} characters.`, { rowSkipped: true });
  }

  /** `A > B` is a path; of several paths in a cell the first is used. */
  categoryPath(): string[] | null {
    const [first = ""] = this.raw("category").split(/[,;]/);
    const path = first
      .split(">")
      .map((name) => name.trim())
      .filter((name) => name !== "");
    if (path.length === 0) return null;
    if (path.length <= CATEGORY_DEPTH_MAX && path.every((name) => name.length <= NAME_CHARACTERS_MAX)) return path;
    return this.refuse(
      "category",
      `A category has at most ${CATEGORY_DEPTH_MAX} levels of ${NAME_CHARACTERS_MAX} characters.`,
    );
  }

  /** Shopify's placeholder for a product without a choice is `Title` / `Default Title`. */
  options(): { optionNames: string[]; optionValues: string[] } {
    const optionNames: string[] = [];
    const optionValues: string[] = [];
    for (const [nameField, valueField] of OPTION_FIELDS) {
      const value = this.text(valueField, NAME_CHARACTERS_MAX, { essential: true });
      if (value === null || value.toLowerCase() === "default title") continue;
      optionValues.push(value);
      const name = this.text(nameField, NAME_CHARACTERS_MAX);
      optionNames.push(name ?? "");
    }
    return { optionNames, optionValues };
  }

  barcodes(): string[] {
    const codes = new Set<string>();
    this.format.columns.forEach((field, index) => {
      if (field !== "barcode") return;
      for (const part of (this.cells[index] ?? "").slice(0, 2_000).replace(UNPRINTABLE, "").split(/[|;,]/))
        this.readCode(part, index, codes);
    });
    return [...codes].slice(0, BARCODES_PER_VARIANT_MAX);
  }

  private readCode(text: string, index: number, codes: Set<string>): void {
    const code = text.trim().replace(/^'/, "");
    if (code === "") return;
    const read = readBarcode(code);
    if (!isBarcodeFault(read)) codes.add(read.code);
    else this.refuse("barcode", read.reason, { column: this.format.header[index] ?? "", value: code });
  }

  decimal(field: "price" | "cost", digits: number, max: number, { essential = false } = {}): number | null {
    const text = this.raw(field);
    if (text === "") return null;
    const value = parseDecimal(withoutCurrency(text), digits);
    if (value === null)
      return this.refuse(field, `Enter an amount with up to ${formatCount(digits, "decimal")}.`, {
        rowSkipped: essential,
      });
    if (value < 0) return this.refuse(field, "This can't be negative.", { rowSkipped: essential });
    return value <= max ? value : this.refuse(field, "This number is too large.", { rowSkipped: essential });
  }

  unit(): Unit | null {
    const text = this.raw("unit");
    if (text === "") return null;
    return readUnit(text) ?? this.refuse("unit", "The unit must be each, g, ml or mm.");
  }

  /** Some shops export oversold stock as a negative number, which cannot be opening stock. */
  quantity(): number | null {
    const text = this.raw("quantity");
    if (text === "") return null;
    const value = parseDecimal(text, 0);
    if (value === null || value > QUANTITY_MAX)
      return this.refuse("quantity", `Enter a whole number up to ${formatQuantity(QUANTITY_MAX)}.`);
    return value >= 0 ? value : this.refuse("quantity", "Opening stock can't be negative.");
  }
}

const OPTION_FIELDS = [
  ["option1Name", "option1Value"],
  ["option2Name", "option2Value"],
  ["option3Name", "option3Value"],
] as const;

/** `€ 1.234,50` and `12,5` are written with a decimal comma; `1,234.50` is not. */
function withoutCurrency(text: string): string {
  const plain = text.replace(/[\s\u00a0€$£¥]|EUR|USD|GBP/g, "");
  return /^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d{1,2}$/.test(plain) ? plain.replaceAll(".", "").replace(",", ".") : plain;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " ", "#39": "'" };

/** Shops export descriptions as HTML; only its text is kept. */
function toPlainText(text: string): string {
  if (!/<[a-z/!]/i.test(text)) return text;
  return text
    .replace(/<br\s*\/?>|<\/(?:p|div|li|h[1-6])>/gi, "\n")
    .replace(/<[^<>]{0,2000}>/g, "")
    .replace(/&(#?[a-z0-9]{1,8});/gi, (entity, name: string) => ENTITIES[name.toLowerCase()] ?? entity)
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
