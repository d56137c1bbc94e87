import { cutText, foldText, makeHandle, makeSku, SKU_CHARACTERS_MAX } from "@/modules/catalog/product";
import type { KnownProduct, KnownVariant } from "@/modules/catalog/product-rows";
import type { GroupedRow } from "./import-group";

/** A variant of the catalog that has a code. */
export type CodeHolder = { variantId: string; title: string };
/** A row of the file that has a code. */
export type SeenCode = { code: string; owner: string; row: number };

/** What the catalog and the file so far know of the codes of one chunk. */
export type KnownCodes = {
  productByHandle: ReadonlyMap<string, KnownProduct>;
  productBySku: ReadonlyMap<string, KnownProduct>;
  skuHolder: ReadonlyMap<string, CodeHolder>;
  barcodeHolder: ReadonlyMap<string, CodeHolder>;
  /** Folded paths (`apparel>shirts`) to ids. A path that is not there yet has none in a dry run. */
  categoryIds: ReadonlyMap<string, string>;
  seen: ReadonlyMap<string, SeenCode>;
};

/** The handle, and what to fall back on where another product has it. */
export const handlesOf = (row: GroupedRow): string[] =>
  row.isKnownBySku ? [row.handle, makeHandle(`${row.handle}-${row.sku ?? ""}`)] : [row.handle];

/** The SKU a row asks for; for a row without one the SKU that is made, and its fallback. */
export function skusOf(row: Pick<GroupedRow, "sku" | "handle" | "optionValues">): string[] {
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

/** The variant that a row describes, by its product and choice. */
export const ownerOf = (row: GroupedRow): string => `${row.key}|${row.optionValues.map(foldText).join("|")}`;

const codeOf = {
  product: (key: string) => `product:${key}`,
  handle: (handle: string) => `handle:${handle}`,
  variant: (owner: string) => `variant:${owner}`,
  sku: (sku: string) => `sku:${foldText(sku)}`,
  barcode: (code: string) => `barcode:${code}`,
};

/** Every code that a row mentions, as the file's own list of codes keeps it. */
export const codesOf = (row: GroupedRow): string[] => [
  codeOf.product(row.key),
  ...handlesOf(row).map(codeOf.handle),
  codeOf.variant(ownerOf(row)),
  ...skusOf(row).map(codeOf.sku),
  ...row.barcodes.map(codeOf.barcode),
];

/** Who has which code: the catalog, the file before this chunk, and the rows of the chunk that were planned already. */
export class Codes {
  readonly added: SeenCode[] = [];
  private readonly seen: Map<string, SeenCode>;

  constructor(private readonly known: KnownCodes) {
    this.seen = new Map(known.seen);
  }

  isFirstOf(head: GroupedRow): boolean {
    return !this.seen.has(codeOf.product(head.key));
  }

  /** The row that described this variant before, if one did. */
  earlierRowOf(owner: string): number | null {
    return this.seen.get(codeOf.variant(owner))?.row ?? null;
  }

  freeHandle(head: GroupedRow): string {
    const [wanted = head.handle, other = wanted] = handlesOf(head);
    const holder = this.seen.get(codeOf.handle(wanted))?.owner ?? head.key;
    return this.known.productByHandle.has(wanted) || holder !== head.key ? other : wanted;
  }

  /** Names who else has a SKU; null where nobody does. */
  holderOfSku(sku: string, owner: string, known: KnownVariant | undefined): string | null {
    return this.holderOf(codeOf.sku(sku), this.known.skuHolder.get(foldText(sku)), owner, known);
  }

  holderOfBarcode(code: string, owner: string, known: KnownVariant | undefined): string | null {
    return this.holderOf(codeOf.barcode(code), this.known.barcodeHolder.get(code), owner, known);
  }

  addProduct(head: GroupedRow, newHandle: string | null): void {
    this.add(codeOf.product(head.key), head.key, head.row);
    if (newHandle !== null) this.add(codeOf.handle(newHandle), head.key, head.row);
  }

  addVariant(row: GroupedRow, owner: string, sku: string): void {
    for (const code of row.barcodes) this.add(codeOf.barcode(code), owner, row.row);
    this.add(codeOf.variant(owner), owner, row.row);
    this.add(codeOf.sku(sku), owner, row.row);
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
