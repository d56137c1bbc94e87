import { newId } from "@/shared/id";
import { columnNameOf, type ImportField, type ImportFormat } from "./import-format";
import type { GroupedRow } from "./import-group";
import { CELL_CHARACTERS_SHOWN_MAX, type CellProblem, isSkipped } from "./import-row";
import {
  BARCODES_PER_VARIANT_MAX,
  cutText,
  foldText,
  makeHandle,
  makeSku,
  SKU_CHARACTERS_MAX,
  VARIANTS_PER_PRODUCT_MAX,
} from "./product";
import type { BarcodeRow, KnownProduct, KnownVariant, ProductRow, VariantRow } from "./product-rows";

/** Who carries a code already: a variant of the catalog, or a row that came before in the same file. */
export type CodeHolder = { variantId: string; title: string };
export type SeenCode = { code: string; owner: string; row: number };

/** What the catalog and the file so far say about the codes of one chunk. */
export type ImportState = {
  productByHandle: ReadonlyMap<string, KnownProduct>;
  productBySku: ReadonlyMap<string, KnownProduct>;
  skuHolder: ReadonlyMap<string, CodeHolder>;
  barcodeHolder: ReadonlyMap<string, CodeHolder>;
  /** Folded paths (`apparel>shirts`) to ids. A path that is not there yet has none in a dry run. */
  categoryIds: ReadonlyMap<string, string>;
  seen: ReadonlyMap<string, SeenCode>;
};

export type OpeningStockRow = { variantId: string; row: number; quantity: number };
export type ProductChange = { product: KnownProduct | null; after: KnownProduct };

export type ImportPlan = {
  changes: ProductChange[];
  newProducts: ProductRow[];
  changedProducts: ProductRow[];
  newVariants: VariantRow[];
  changedVariants: VariantRow[];
  newBarcodes: BarcodeRow[];
  openingStock: OpeningStockRow[];
  newCodes: SeenCode[];
  problems: CellProblem[];
  rowsSkipped: number;
  created: number;
  updated: number;
  unchanged: number;
};

export const foldPath = (path: readonly string[]): string => path.map(foldText).join(">");

/** The handle, and what to fall back on where another product has it. */
export const handlesOf = (row: GroupedRow): string[] =>
  row.isKnownBySku ? [row.handle, makeHandle(`${row.handle}-${row.sku ?? ""}`)] : [row.handle];

/** The SKU a row asks for; for a row without one the SKU that is made, and its fallback. */
export function skusOf(row: GroupedRow): string[] {
  if (row.sku !== null) return [row.sku];
  const made = makeSku(row.handle, row.optionValues);
  const tail = `-${fingerprint(`${row.handle}\n${row.optionValues.join("\n")}`)}`;
  return [made, cutText(made, SKU_CHARACTERS_MAX - tail.length) + tail];
}

/** FNV-1a: short and always the same, which is all that is asked of it. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(36).toUpperCase().padStart(7, "0");
}

const ownerOf = (row: GroupedRow): string => `${row.key}|${row.optionValues.map(foldText).join("|")}`;

/** Every code that the rows mention, as it is noted in the file's own list of codes. */
export const codesOf = (row: GroupedRow): string[] => [
  `product:${row.key}`,
  ...handlesOf(row).map((handle) => `handle:${handle}`),
  `variant:${ownerOf(row)}`,
  ...skusOf(row).map((sku) => `sku:${foldText(sku)}`),
  ...row.barcodes.map((code) => `barcode:${code}`),
];

/** Decides what one chunk of rows changes and what is wrong with it. Reads nothing and writes nothing. */
export function planImport(format: ImportFormat, rows: readonly GroupedRow[], state: ImportState): ImportPlan {
  const planner = new Planner(format, state);
  const groups = new Map<string, GroupedRow[]>();
  for (const row of rows) {
    if (row.isEmpty) continue;
    const group = groups.get(row.key) ?? [];
    group.push(row);
    groups.set(row.key, group);
  }
  for (const group of groups.values()) planner.planProduct(group);
  return planner.finish(rows);
}

class Planner {
  private readonly plan: ImportPlan = {
    changes: [],
    newProducts: [],
    changedProducts: [],
    newVariants: [],
    changedVariants: [],
    newBarcodes: [],
    openingStock: [],
    newCodes: [],
    problems: [],
    rowsSkipped: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
  };
  private readonly codes: Map<string, SeenCode>;
  private readonly skippedRows = new Set<number>();
  /** Each cell is complained of once. */
  private readonly told = new Set<string>();

  constructor(
    private readonly format: ImportFormat,
    private readonly state: ImportState,
  ) {
    this.codes = new Map(state.seen);
  }

  finish(rows: readonly GroupedRow[]): ImportPlan {
    for (const row of rows) {
      this.plan.problems.push(...row.problems);
      if (isSkipped(row)) this.skippedRows.add(row.row);
    }
    this.plan.problems.sort((a, b) => a.row - b.row);
    this.plan.rowsSkipped = this.skippedRows.size;
    return this.plan;
  }

  planProduct(group: readonly GroupedRow[]): void {
    const [head] = group;
    if (!head) return;
    const known = this.findProduct(head);
    const isFirstOfFile = !this.codes.has(`product:${head.key}`);
    if (!known && !this.mayBecomeProduct(group, head)) return;

    const handle = known?.handle ?? this.freeHandle(head);
    const before = known ?? emptyProduct(head, handle);
    const after: KnownProduct = {
      ...before,
      ...(isFirstOfFile ? this.productFields(head, before) : {}),
      variants: [...before.variants],
    };
    const taken = group.filter((row) => !isSkipped(row) && this.planVariant(row, after));
    if (taken.length === 0) return;
    this.note(`product:${head.key}`, head.key, head.row);
    if (!known) this.note(`handle:${handle}`, head.key, head.row);
    this.count(known, after, isFirstOfFile);
  }

  private findProduct(head: GroupedRow): KnownProduct | null {
    if (head.isKnownBySku) return this.state.productBySku.get(foldText(head.sku ?? "")) ?? null;
    return this.state.productByHandle.get(head.handle) ?? null;
  }

  private mayBecomeProduct(group: readonly GroupedRow[], head: GroupedRow): boolean {
    if (head.title !== null && head.handle !== "") return true;
    for (const row of group) if (!isSkipped(row)) this.refuse(row, "title", "A new product needs a title.");
    return false;
  }

  private freeHandle(head: GroupedRow): string {
    const [wanted = head.handle, other = wanted] = handlesOf(head);
    const isTaken =
      this.state.productByHandle.has(wanted) || (this.codes.get(`handle:${wanted}`)?.owner ?? head.key) !== head.key;
    return isTaken ? other : wanted;
  }

  private productFields(head: GroupedRow, before: KnownProduct): Partial<KnownProduct> {
    const categoryId = head.categoryPath && this.state.categoryIds.get(foldPath(head.categoryPath));
    return {
      title: head.title ?? before.title,
      description: head.description ?? before.description,
      vendor: head.vendor ?? before.vendor,
      // A category that a dry run has not made yet is told as a change of its own.
      categoryId: head.categoryPath ? (categoryId ?? "new") : before.categoryId,
    };
  }

  /** Adds the row's variant to `product`, new or changed. False where the row stays out. */
  private planVariant(row: GroupedRow, product: KnownProduct): boolean {
    const owner = ownerOf(row);
    const earlier = this.codes.get(`variant:${owner}`);
    if (earlier)
      return this.refuse(
        row,
        row.optionValues.length > 0 ? "option1Value" : this.namingField(row),
        `Row ${earlier.row} already describes this variant.`,
      );
    if (row.optionValues.length !== product.optionNames.length)
      return this.refuse(row, "option1Value", sayOptionCount(product, row));

    const index = this.findVariant(row, product);
    const known = product.variants[index];
    const sku = this.freeSku(row, owner, known);
    if (sku === null) return false;
    const price = row.price ?? known?.price ?? (this.format.columns.includes("price") ? null : 0);
    if (price === null) return this.refuse(row, "price", "A new variant needs a price.");
    if (!known && product.variants.length >= VARIANTS_PER_PRODUCT_MAX) {
      return this.refuse(row, "option1Value", `A product has at most ${VARIANTS_PER_PRODUCT_MAX} variants.`);
    }
    if (known && row.unit && row.unit !== known.unit)
      this.complain(row, "unit", `It is already counted in ${known.unit}, and its stock with it.`);

    const variantId = known?.id ?? newId();
    const variant: KnownVariant = {
      id: variantId,
      productId: product.id,
      sku,
      optionValues: known ? known.optionValues : row.optionValues,
      position: known?.position ?? 1 + Math.max(0, ...product.variants.map(({ position }) => position)),
      price,
      cost: row.cost ?? known?.cost ?? null,
      unit: known?.unit ?? row.unit ?? "each",
      archived: known?.archived ?? false,
      packs: known?.packs ?? [],
      barcodes: [...(known?.barcodes ?? []), ...this.freeBarcodes(row, owner, variantId, known)],
    };
    this.note(`variant:${owner}`, owner, row.row);
    this.note(`sku:${foldText(sku)}`, owner, row.row);
    if (known) product.variants[index] = variant;
    else product.variants.push(variant);
    if (!known && row.quantity) this.plan.openingStock.push({ variantId, row: row.row, quantity: row.quantity });
    return true;
  }

  /** By its choice; where there is none, by its SKU, and else it is the product's only variant. */
  private findVariant(row: GroupedRow, product: KnownProduct): number {
    if (row.optionValues.length > 0) {
      const choice = row.optionValues.map(foldText).join("|");
      return product.variants.findIndex((variant) => variant.optionValues.map(foldText).join("|") === choice);
    }
    const bySku =
      row.sku === null ? -1 : product.variants.findIndex(({ sku }) => foldText(sku) === foldText(row.sku ?? ""));
    return bySku >= 0 ? bySku : product.variants.length - 1;
  }

  /** The SKU of the row's variant; null, and a problem, where another one has it. */
  private freeSku(row: GroupedRow, owner: string, known: KnownVariant | undefined): string | null {
    if (row.sku === null && known) return known.sku;
    const candidates = skusOf(row);
    // Written in another case it is still the same SKU, and stays as it is.
    if (known && candidates.some((sku) => foldText(sku) === foldText(known.sku))) return known.sku;
    const free = candidates.find(
      (sku) =>
        sku !== "" && !this.holderOf(`sku:${foldText(sku)}`, this.state.skuHolder.get(foldText(sku)), owner, known),
    );
    if (free !== undefined) return free;
    const wanted = candidates[0] ?? "";
    this.refuse(
      row,
      "sku",
      this.holderOf(`sku:${foldText(wanted)}`, this.state.skuHolder.get(foldText(wanted)), owner, known) ??
        "No SKU can be made for it; give it one.",
      wanted,
    );
    return null;
  }

  private freeBarcodes(row: GroupedRow, owner: string, variantId: string, known: KnownVariant | undefined): string[] {
    const free: string[] = [];
    for (const code of row.barcodes) {
      if (known?.barcodes.includes(code)) continue;
      const holder = this.holderOf(`barcode:${code}`, this.state.barcodeHolder.get(code), owner, known);
      if (holder) this.complain(row, "barcode", holder, code);
      else if ((known?.barcodes.length ?? 0) + free.length >= BARCODES_PER_VARIANT_MAX) {
        this.complain(row, "barcode", `A variant has at most ${BARCODES_PER_VARIANT_MAX} barcodes.`, code);
      } else free.push(code);
    }
    for (const code of row.barcodes) this.note(`barcode:${code}`, owner, row.row);
    for (const code of free) this.plan.newBarcodes.push({ code, variantId });
    return free;
  }

  /** Says who has a code that `owner` asks for; null where nobody else does. */
  private holderOf(
    code: string,
    holder: CodeHolder | undefined,
    owner: string,
    known: KnownVariant | undefined,
  ): string | null {
    const earlier = this.codes.get(code);
    if (earlier && earlier.owner !== owner) return `Row ${earlier.row} of this file has it already.`;
    return holder && holder.variantId !== known?.id ? `It is taken by ${holder.title}.` : null;
  }

  private count(known: KnownProduct | null, after: KnownProduct, isFirstOfFile: boolean): void {
    if (!known) {
      this.plan.newProducts.push(after);
      this.plan.newVariants.push(...after.variants);
      this.plan.changes.push({ product: null, after });
      if (isFirstOfFile) this.plan.created += 1;
      return;
    }
    const before = new Map(known.variants.map((variant) => [variant.id, variant]));
    const added = after.variants.filter(({ id }) => !before.has(id));
    const changed = after.variants.filter(
      (variant) => before.has(variant.id) && !isSameVariant(before.get(variant.id), variant),
    );
    const isSame = added.length === 0 && changed.length === 0 && isSameProduct(known, after);
    if (isFirstOfFile) this.plan[isSame ? "unchanged" : "updated"] += 1;
    if (isSame) return;
    this.plan.newVariants.push(...added);
    this.plan.changedVariants.push(...changed);
    this.plan.changedProducts.push(after);
    this.plan.changes.push({ product: known, after });
  }

  private note(code: string, owner: string, row: number): void {
    if (this.codes.has(code)) return;
    const seen = { code, owner, row };
    this.codes.set(code, seen);
    this.plan.newCodes.push(seen);
  }

  /** The cell is left out, the rest of its row goes in. */
  private complain(
    row: GroupedRow,
    field: ImportField,
    reason: string,
    value = this.valueOf(row, field),
    rowSkipped = false,
  ): void {
    const column = columnNameOf(this.format, field);
    const cell = `${row.row}\n${column}`;
    if (this.told.has(cell) || row.problems.some((problem) => problem.column === column)) return;
    this.told.add(cell);
    this.plan.problems.push({
      row: row.row,
      column,
      value: cutText(value, CELL_CHARACTERS_SHOWN_MAX),
      reason,
      rowSkipped,
    });
  }

  /** The whole row is left out. */
  private refuse(row: GroupedRow, field: ImportField, reason: string, value?: string): false {
    this.complain(row, field, reason, value, true);
    this.skippedRows.add(row.row);
    return false;
  }

  private namingField = (row: GroupedRow): ImportField =>
    row.sku !== null ? "sku" : row.title !== null ? "title" : "handle";

  private valueOf(row: GroupedRow, field: ImportField): string {
    if (field === "option1Value") return row.optionValues.join(" / ");
    if (field === "price") return row.price === null ? "" : String(row.price);
    const value = field in row ? Reflect.get(row, field) : "";
    return typeof value === "string" ? value : "";
  }
}

const emptyProduct = (head: GroupedRow, handle: string): KnownProduct => ({
  id: newId(),
  handle,
  title: head.title ?? "",
  description: "",
  vendor: "",
  categoryId: null,
  optionNames: head.optionNames,
  version: 1,
  archived: false,
  variants: [],
});

function sayOptionCount(product: KnownProduct, row: GroupedRow): string {
  const has = product.optionNames.length === 0 ? "no options" : `the options ${product.optionNames.join(", ")}`;
  return `The product has ${has}; this row gives ${row.optionValues.length} values.`;
}

const isSameProduct = (a: KnownProduct, b: KnownProduct): boolean =>
  a.title === b.title && a.description === b.description && a.vendor === b.vendor && a.categoryId === b.categoryId;

const isSameVariant = (a: KnownVariant | undefined, b: KnownVariant): boolean =>
  a !== undefined &&
  a.sku === b.sku &&
  a.price === b.price &&
  a.cost === b.cost &&
  a.unit === b.unit &&
  a.barcodes.length === b.barcodes.length;
