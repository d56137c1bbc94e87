/** How a file of products is read: its columns and what each means. Pure, and safe in the browser. */

import { cutText } from "@/modules/catalog/product";

export const IMPORT_FIELDS = [
  "handle",
  "title",
  "description",
  "vendor",
  "category",
  "sku",
  "barcode",
  "price",
  "cost",
  "unit",
  "quantity",
  "option1Name",
  "option1Value",
  "option2Name",
  "option2Value",
  "option3Name",
  "option3Value",
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

export const IMPORT_BYTES_MAX = 256 * 1024 * 1024;
export const IMPORT_ROWS_MAX = 2_000_000;
export const IMPORT_COLUMNS_MAX = 250;
const HEADER_CHARACTERS_MAX = 200;

export const FIELD_LABELS: Readonly<Record<ImportField, string>> = {
  handle: "Handle",
  title: "Title",
  description: "Description",
  vendor: "Vendor",
  category: "Category",
  sku: "SKU",
  barcode: "Barcode",
  price: "Price",
  cost: "Cost",
  unit: "Unit",
  quantity: "Opening stock",
  option1Name: "Option 1 name",
  option1Value: "Option 1 value",
  option2Name: "Option 2 name",
  option2Value: "Option 2 value",
  option3Name: "Option 3 name",
  option3Value: "Option 3 value",
};

export const DELIMITERS = [",", ";", "\t"] as const;
export type Delimiter = (typeof DELIMITERS)[number];
export type Dialect = "shopify" | "shopify-2025" | "generic";
export type Columns = readonly (ImportField | null)[];

export type ImportFormat = {
  delimiter: Delimiter;
  dialect: Dialect;
  header: string[];
  columns: (ImportField | null)[];
};

/** `Categories (x;y;z...)`, `ProductName` and `Reference #` become `categories`, `product name` and `reference`. */
const foldHeader = (header: string): string =>
  header
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/\([^()]*\)/g, " ")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** The names that shops and their software use, the likeliest first. Compared as `foldHeader` leaves them. */
const NAMES: Readonly<Record<ImportField, readonly string[]>> = {
  handle: ["url handle", "handle", "product handle", "slug", "url key", "url rewritten", "permalink"],
  title: [
    "title",
    "product title",
    "product name",
    "name",
    "item name",
    "article name",
    "product",
    "item",
    "bezeichnung",
    "artikelname",
  ],
  description: [
    "description",
    "body",
    "body html",
    "product description",
    "long description",
    "short description",
    "beschreibung",
  ],
  vendor: ["vendor", "brand", "manufacturer", "brand name", "maker", "supplier", "hersteller"],
  category: [
    "product category",
    "category",
    "categories",
    "category path",
    "category name",
    "product type",
    "type",
    "kategorie",
  ],
  sku: [
    "variant sku",
    "sku",
    "item sku",
    "product sku",
    "stock code",
    "item number",
    "item code",
    "product code",
    "article number",
    "part number",
    "reference",
    "artikelnummer",
  ],
  barcode: [
    "variant barcode",
    "barcode",
    "barcodes",
    "gtin",
    "ean",
    "ean13",
    "ean 13",
    "upc",
    "gtin upc ean or isbn",
    "isbn",
  ],
  price: [
    "variant price",
    "price",
    "regular price",
    "price tax excluded or price tax included",
    "price tax excluded",
    "unit price",
    "sales price",
    "selling price",
    "retail price",
    "list price",
    "preis",
  ],
  cost: [
    "cost per item",
    "cost",
    "unit cost",
    "cost price",
    "purchase price",
    "wholesale price",
    "variant cost",
    "einkaufspreis",
  ],
  unit: ["unit", "unit of measure", "uom", "base unit", "einheit"],
  quantity: [
    "variant inventory qty",
    "inventory quantity",
    "quantity",
    "qty",
    "stock",
    "units in stock",
    "on hand",
    "stock quantity",
    "quantity on hand",
    "opening stock",
    "bestand",
  ],
  option1Name: ["option1 name", "option 1 name", "attribute 1 name"],
  option1Value: ["option1 value", "option 1 value", "attribute 1 value", "attribute 1 values"],
  option2Name: ["option2 name", "option 2 name", "attribute 2 name"],
  option2Value: ["option2 value", "option 2 value", "attribute 2 value", "attribute 2 values"],
  option3Name: ["option3 name", "option 3 name", "attribute 3 name"],
  option3Value: ["option3 value", "option 3 value", "attribute 3 value", "attribute 3 values"],
};

/** Several columns may hold barcodes: EAN in one, UPC in another. Every other field is filled by one. */
const MAY_REPEAT: ReadonlySet<ImportField> = new Set(["barcode"]);

const SIMILAR_ENOUGH = 0.85;

export function detectDialect(header: readonly string[]): Dialect {
  const names = new Set(header.map((name) => name.trim().toLowerCase()));
  if (names.has("handle") && (names.has("variant sku") || names.has("variant price"))) return "shopify";
  if (names.has("url handle") && (names.has("option1 value") || names.has("price") || names.has("sku")))
    return "shopify-2025";
  return "generic";
}

/** Proposes a field for each column: by the names shops use, then by likeness, so that `Pirce` is found too. */
export function proposeColumns(header: readonly string[]): (ImportField | null)[] {
  const folded = header.map(foldHeader);
  const proposals = folded.flatMap((name, column) =>
    IMPORT_FIELDS.map((field) => ({ column, field, score: likeness(name, NAMES[field]) })),
  );
  const columns: (ImportField | null)[] = header.map(() => null);
  const filled = new Set<ImportField>();
  for (const { column, field, score } of proposals.sort((a, b) => b.score - a.score || a.column - b.column)) {
    if (score < SIMILAR_ENOUGH || columns[column] !== null) continue;
    if (filled.has(field) && !MAY_REPEAT.has(field)) continue;
    columns[column] = field;
    filled.add(field);
  }
  return columns;
}

/** Names at the front of a list weigh a little more: of `category` and `type`, the first wins. */
function likeness(name: string, names: readonly string[]): number {
  if (name === "") return 0;
  const place = names.indexOf(name);
  if (place >= 0) return 2 - place / 100;
  return Math.max(...names.map((known) => (known.length >= 5 ? pairLikeness(name, known) : 0)));
}

/** Dice's coefficient over pairs of letters: 1 for equal words, 0 where nothing is shared. */
function pairLikeness(left: string, right: string): number {
  const pairsOf = (text: string) =>
    Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2));
  const rest = pairsOf(right);
  const total = rest.length + Math.max(0, left.length - 1);
  let shared = 0;
  for (const pair of pairsOf(left.slice(0, HEADER_CHARACTERS_MAX))) {
    const found = rest.indexOf(pair);
    if (found < 0) continue;
    rest.splice(found, 1);
    shared += 1;
  }
  return total === 0 ? 0 : (2 * shared) / total;
}

/** Names for people and for problems: blank ones get their letter, repeated ones a number. */
export function nameColumns(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, index) => {
    const name = cutText(cell.trim(), HEADER_CHARACTERS_MAX) || `Column ${index + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

/** Why a file cannot be read by this mapping; null when it can. */
export function faultOfMapping(columns: Columns): string | null {
  const mapped = columns.filter((field) => field !== null);
  const repeated = mapped.find((field, index) => !MAY_REPEAT.has(field) && mapped.indexOf(field) !== index);
  if (repeated) return `Two columns fill ${FIELD_LABELS[repeated]}. Skip one of them.`;
  if (!mapped.includes("title")) return "Choose the column that holds the product title.";
  return null;
}

/** The column that a problem of a field names: the file's own column, or the field's label where it has none. */
export function columnNameOf(format: ImportFormat, field: ImportField): string {
  const index = format.columns.indexOf(field);
  return format.header[index] ?? FIELD_LABELS[field];
}
