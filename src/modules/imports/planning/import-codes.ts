import { foldText } from "@/modules/catalog/product";
import type { KnownProduct, KnownVariant } from "@/modules/catalog/product-rows";
import type { GroupedRow } from "@/modules/imports/import-group";
import type { AdjustmentLimit } from "@/modules/inventory/adjustments/assert-within-limit";
import type { PieceAt } from "@/modules/inventory/serials/standing";
import { type KeptMatch, keepMatch, type Match, readMatch } from "./match";

/** A variant of the catalog that has a code. */
export type CodeHolder = { variantId: string; productId: string; title: string };
/** A row of the file that has a code. */
export type SeenCode = { code: string; owner: string; row: number };
/** The stock of a variant: in all bins, in the bin that the import names, and what that bin's warehouse may lose. */
export type KnownStock = { total: number; inBin: number; hasLots: boolean; available: number };

/** Where pieces of known variants stand. */
export type KnownPieces = {
  named: (variantId: string, serial: string) => PieceAt | undefined;
  inBin: (variantId: string) => readonly PieceAt[];
};

/** What the catalog and the file so far know of the codes of one chunk. */
export type KnownCodes = {
  products: ReadonlyMap<string, KnownProduct>;
  productIdByHandle: ReadonlyMap<string, string>;
  productIdsByTitle: ReadonlyMap<string, readonly string[]>;
  skuHolder: ReadonlyMap<string, CodeHolder>;
  barcodeHolder: ReadonlyMap<string, CodeHolder>;
  categoryNames: ReadonlyMap<string, string>;
  /** Folded paths (`apparel>shirts`) to ids. A path that is not there yet has none in a dry run. */
  categoryIds: ReadonlyMap<string, string>;
  /** Tax categories by their folded names. */
  taxIds: ReadonlyMap<string, { id: string; name: string }>;
  /** Of existing variants, where the import may change their stock or tells of it. */
  stock: ReadonlyMap<string, KnownStock>;
  /** Of items that have serial numbers: those that the file names, and those in the bin. */
  pieces: KnownPieces;
  /** What the importer may adjust without asking. */
  limit: AdjustmentLimit | null;
  adjustedToday: (variantId: string, change: number) => number;
  seen: ReadonlyMap<string, SeenCode>;
  /** Whether it is an import that does what its check has shown; not after a check of an older release. */
  followsCheck: boolean;
};

/** The variant that a row describes, by its product and choice. */
export const ownerOf = (row: GroupedRow): string => `${row.key}|${row.optionValues.map(foldText).join("|")}`;

export const CHECKED = "checked:";
/** Written by every check, so that a key without a match is known to have had none. */
export const CHECK_MARK: SeenCode = { code: CHECKED, owner: "", row: 0 };

export const codeOf = {
  product: (key: string) => `product:${key}`,
  productId: (id: string) => `id:${id}`,
  /** What the check matched a key with: kept for the import, which must do what was shown. */
  checked: (key: string) => `${CHECKED}${key}`,
  quantity: (variantId: string) => `quantity:${variantId}`,
  variant: (owner: string) => `variant:${owner}`,
  sku: (sku: string) => `sku:${foldText(sku)}`,
  barcode: (code: string) => `barcode:${code}`,
};

/** Every code that a row mentions, as the file's own list of codes keeps it. */
export const codesOf = (row: GroupedRow): string[] => [
  codeOf.product(row.key),
  codeOf.checked(row.key),
  codeOf.variant(ownerOf(row)),
  ...(row.sku === null ? [] : [codeOf.sku(row.sku)]),
  ...row.barcodes.map(codeOf.barcode),
];

/** Who has which code: the catalog, the file before this chunk, and the rows of the chunk that were planned already. */
export class Codes {
  readonly added: SeenCode[] = [];
  private readonly seen: Map<string, SeenCode>;

  constructor(private readonly known: KnownCodes) {
    this.seen = new Map(known.seen);
  }

  /** The product that an earlier row of the file made or changed under this key. */
  productSeen(key: string): string | null {
    return this.seen.get(codeOf.product(key))?.owner ?? null;
  }

  /**
   * Whether a row may find a product by what the catalog says of it now. What this import has made or changed is found
   * as it was when the check looked: two rows that were two items do not become one when the first is written.
   */
  isAsBefore(productId: string): boolean {
    return !this.known.followsCheck || !this.seen.has(codeOf.productId(productId));
  }

  /** The product that the check has shown for this key, where this import has changed it since. */
  matchChanged(key: string): KeptMatch | null {
    const checked = this.checkedMatch(key);
    return checked && !this.isAsBefore(checked.productId) ? checked : null;
  }

  /** Whether the match is the one that people were shown by the check. */
  isAsShown(key: string, match: Match | null): boolean {
    if (!this.known.followsCheck || match?.by === "file") return true;
    return (this.checkedMatch(key)?.productId ?? null) === (match?.product.id ?? null);
  }

  private checkedMatch(key: string): KeptMatch | null {
    const checked = this.seen.get(codeOf.checked(key));
    return checked && key !== "" ? readMatch(checked.owner) : null;
  }

  addMatch(head: GroupedRow, match: Match): void {
    if (match.by !== "file") this.add(codeOf.checked(head.key), keepMatch(match), head.row);
  }

  /** The row that stated the quantity of this variant before, and what it said, if one did. */
  quantityOf(variantId: string): { row: number; quantity: number } | null {
    const seen = this.seen.get(codeOf.quantity(variantId));
    return seen ? { row: seen.row, quantity: Number(seen.owner) } : null;
  }

  addQuantity(row: number, variantId: string, quantity: number): void {
    this.add(codeOf.quantity(variantId), String(quantity), row);
  }

  /** Whether no earlier row of the file describes this product, by the same key or by another. */
  isFirstOf(key: string, productId: string | null): boolean {
    return this.productSeen(key) === null && (productId === null || !this.seen.has(codeOf.productId(productId)));
  }

  /** The row that described this variant before, and what it said, if one did. */
  earlierRowOf(owner: string): { row: number; digest: string } | null {
    const seen = this.seen.get(codeOf.variant(owner));
    return seen ? { row: seen.row, digest: seen.owner } : null;
  }

  /** Names who else has a SKU; null where nobody does. */
  holderOfSku(sku: string, owner: string, known: KnownVariant | undefined): string | null {
    return this.holderOf(codeOf.sku(sku), this.known.skuHolder.get(foldText(sku)), owner, known);
  }

  holderOfBarcode(code: string, owner: string, known: KnownVariant | undefined): string | null {
    return this.holderOf(codeOf.barcode(code), this.known.barcodeHolder.get(code), owner, known);
  }

  addProduct(head: GroupedRow, productId: string): void {
    this.add(codeOf.product(head.key), productId, head.row);
    this.add(codeOf.productId(productId), head.key, head.row);
  }

  addVariant(row: GroupedRow, owner: string, digest: string): void {
    for (const code of row.barcodes) this.add(codeOf.barcode(code), owner, row.row);
    if (row.sku !== null) this.add(codeOf.sku(row.sku), owner, row.row);
    this.add(codeOf.variant(owner), digest, row.row);
  }

  private holderOf(
    code: string,
    holder: CodeHolder | undefined,
    owner: string,
    known: KnownVariant | undefined,
  ): string | null {
    const earlier = this.seen.get(code);
    if (earlier && earlier.owner !== owner) return `Row ${earlier.row} of this file already has it.`;
    return holder && holder.variantId !== known?.id ? `${holder.title} already has it.` : null;
  }

  private add(code: string, owner: string, row: number): void {
    if (this.seen.has(code)) return;
    const seen = { code, owner, row };
    this.seen.set(code, seen);
    this.added.push(seen);
  }
}

/** The products that the check has shown for these keys. */
export const productIdsChecked = (seen: ReadonlyMap<string, SeenCode>): string[] =>
  [...seen.values()].flatMap(({ code, owner }) =>
    code.startsWith(CHECKED) ? (readMatch(owner)?.productId ?? []) : [],
  );
