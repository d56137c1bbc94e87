import { foldText, makeHandle } from "@/modules/catalog/product";
import type { ImportFormat } from "./import-format";
import type { ReadRow } from "./import-row";

/** A row with the product it belongs to; blank cells of the product repeat the product's first row. */
export type GroupedRow = ReadRow & {
  /** The same for all rows of one product. Empty where the row names none. */
  key: string;
  handle: string;
  /** Without handles and options each row is a product of its own, known by its SKU. */
  isKnownBySku: boolean;
};

type Head = Pick<GroupedRow, "key" | "handle" | "title" | "description" | "vendor" | "categoryPath" | "optionNames">;

/** Groups rows by product: by handle, else by title, else each by its SKU. Rows come in the file's order. */
export class RowGrouper {
  private head: Head | null = null;
  private readonly hasHandles: boolean;
  private readonly hasOptions: boolean;

  constructor({ columns }: Pick<ImportFormat, "columns">) {
    this.hasHandles = columns.includes("handle");
    this.hasOptions = columns.includes("option1Value");
  }

  next(row: ReadRow): GroupedRow {
    if (row.isEmpty) return { ...row, key: this.head?.key ?? "", handle: this.head?.handle ?? "", isKnownBySku: false };
    const isKnownBySku = !this.hasHandles && !this.hasOptions && row.sku !== null;
    const handle = this.handleOf(row);
    const key = isKnownBySku ? `sku:${foldText(row.sku ?? "")}` : handle && `handle:${handle}`;
    const inherited = this.head?.key === key && key !== "" ? this.head : null;
    const grouped: GroupedRow = {
      ...row,
      key,
      handle,
      isKnownBySku,
      title: inherited?.title ?? row.title,
      description: inherited?.description ?? row.description,
      vendor: inherited?.vendor ?? row.vendor,
      categoryPath: inherited?.categoryPath ?? row.categoryPath,
      optionNames: nameOptions(row, inherited),
    };
    this.head = grouped;
    return grouped;
  }

  private handleOf(row: ReadRow): string {
    if (row.handle !== null) return makeHandle(row.handle);
    if (row.title !== null && row.title !== this.head?.title) return makeHandle(row.title);
    return this.head?.handle ?? "";
  }
}

/** Shopify names an option in a product's first row only. */
function nameOptions(row: ReadRow, head: Head | null): string[] {
  return row.optionNames.map((name, index) => head?.optionNames[index] || name || `Option ${index + 1}`);
}
