import { foldText, makeHandle } from "@/modules/catalog/product";
import { fileUnreadable } from "./contract";
import type { ImportFormat } from "./import-format";
import type { ReadRow } from "./import-row";

/** A row with the product it belongs to; blank cells of the product repeat the product's first row. */
export type GroupedRow = ReadRow & {
  /** The same for all rows of one product. Empty where the row names none. */
  key: string;
  /** The handle a new product asks for. */
  wantedHandle: string;
  /** Each row is an item of its own: the same as another by SKU, else by barcode, else by title. */
  isAlone: boolean;
};

/** What the first row of a product says of the product. */
type Head = Pick<
  GroupedRow,
  "key" | "wantedHandle" | "title" | "description" | "vendor" | "categoryPath" | "taxCategory" | "optionNames"
>;

/** Parents may stand anywhere in a file, so they are kept; more characters than this are refused. */
const PARENTS_CHARACTERS_MAX = 64 * 1024 * 1024;

/**
 * Groups rows by product: by parent, by handle, by title where the file has options; else each row is alone. Rows come
 * in the file's order.
 */
export class RowGrouper {
  private head: Head | null = null;
  private readonly parents = new Map<string, Head>();
  private parentsCharacters = 0;
  /** Whether products are to be learned from the whole file before its rows are grouped. */
  readonly hasParents: boolean;
  private readonly hasGroups: boolean;

  constructor({ columns }: Pick<ImportFormat, "columns">) {
    this.hasParents = columns.includes("parent");
    this.hasGroups = ["handle", "option1Value", "optionValues"].some((field) =>
      columns.some((column) => column === field),
    );
  }

  next(row: ReadRow): GroupedRow {
    if (row.isEmpty) return { ...row, key: this.head?.key ?? "", wantedHandle: "", isAlone: false };
    if (this.hasParents) return this.nextOfParent(row);
    if (!this.hasGroups || isItemOfItsOwn(row)) return this.inherit(row, aloneKey(row), null, true);
    const key = this.groupKey(row);
    const head = key !== "" && this.head?.key === key ? this.head : null;
    return withoutPictures(this.inherit(row, key, head, false), head);
  }

  private groupKey(row: ReadRow): string {
    if (row.handle !== null) return `handle:${makeHandle(row.handle) || foldText(row.handle)}`;
    const continues = row.title === null || row.title === this.head?.title;
    return continues && this.head ? this.head.key : row.title === null ? "" : titleKey(row.title);
  }

  private inherit(row: ReadRow, key: string, head: Head | null, isAlone: boolean): GroupedRow {
    const grouped: GroupedRow = {
      ...row,
      key,
      isAlone,
      wantedHandle: head?.wantedHandle ?? makeHandle(row.handle ?? row.title ?? ""),
      title: head?.title ?? row.title,
      description: head?.description ?? row.description,
      vendor: head?.vendor ?? row.vendor,
      categoryPath: head?.categoryPath ?? row.categoryPath,
      taxCategory: head?.taxCategory ?? row.taxCategory,
      optionNames: nameOptions(row, head),
    };
    this.head = grouped;
    return grouped;
  }

  /** WooCommerce's files: a variation names its parent by SKU or as `id:44`. */
  private nextOfParent(row: ReadRow): GroupedRow {
    if (row.kind === "head") return this.inherit(row, parentKey(row), null, false);
    if (row.kind !== "variation" || row.parent === null) return this.inherit(row, aloneKey(row), null, true);
    const parent = this.parents.get(parentRef(row.parent));
    const key = parent?.key ?? `parent:${parentRef(row.parent)}`;
    return this.inherit(parent ? row : { ...row, title: null }, key, parent ?? null, false);
  }

  /** Keeps what a row says of a product whose variations may stand above it as well as below. */
  learn(row: ReadRow): void {
    if (!this.hasParents || row.kind !== "head" || row.isEmpty) return;
    const grouped = this.inherit(row, parentKey(row), null, false);
    const { key, wantedHandle, title, description, vendor, categoryPath, taxCategory, optionNames } = grouped;
    const head = { key, wantedHandle, title, description, vendor, categoryPath, taxCategory, optionNames };
    this.parentsCharacters += JSON.stringify(head).length;
    if (this.parentsCharacters > PARENTS_CHARACTERS_MAX)
      throw fileUnreadable({ reason: "The file describes too many products with variations at once. Split it." });
    for (const ref of refsOf(row)) this.parents.set(ref, head);
  }
}

/** Without a handle and without options a title says nothing that a code does not say better. */
const isItemOfItsOwn = ({ handle, title, optionValues, sku, barcodes }: ReadRow): boolean =>
  handle === null && title !== null && optionValues.length === 0 && (sku !== null || barcodes.length > 0);

/** What variations may name this row by. */
const refsOf = ({ sku, rowId }: ReadRow): string[] =>
  [sku, rowId && `id:${rowId}`].filter((ref) => ref !== null).map(parentRef);

const parentKey = (row: ReadRow): string => `parent:${refsOf(row)[0] ?? aloneKey(row)}`;

const parentRef = (ref: string): string => foldText(ref).replace(/^id:\s*/, "id:");

const titleKey = (title: string): string => `title:${foldText(title)}`;

function aloneKey({ sku, barcodes: [barcode], title }: ReadRow): string {
  if (sku !== null) return `sku:${foldText(sku)}`;
  if (barcode !== undefined) return `barcode:${barcode}`;
  return title === null ? "" : titleKey(title);
}

/** A later row of a product that says nothing of a variant only adds a picture, whatever it repeats of the product. */
function withoutPictures(row: GroupedRow, head: Head | null): GroupedRow {
  const saysNothing =
    row.sku === null &&
    row.barcodes.length === 0 &&
    row.optionValues.length === 0 &&
    row.price === null &&
    row.cost === null &&
    row.quantity === null &&
    row.serials === null;
  if (head === null || !saysNothing || row.problems.length > 0) return row;
  const note = { kind: "empty-row" as const, column: "", row: row.row, example: "" };
  return { ...row, isEmpty: true, notes: [...row.notes, note] };
}

/** Shopify names an option in a product's first row only. */
function nameOptions(row: ReadRow, head: Head | null): string[] {
  const given = row.kind === "head" ? row.optionNames : row.optionValues;
  return given.map((_, index) => head?.optionNames[index] || row.optionNames[index] || `Option ${index + 1}`);
}
