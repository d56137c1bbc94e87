/** The words and rules of products: pure, and safe in the browser. */

export const PRODUCT_SORTS = ["title", "updatedAt", "price"] as const;

export const UNITS = ["each", "g", "ml", "mm"] as const;
export type Unit = (typeof UNITS)[number];

export const OPTIONS_MAX = 3;
export const VARIANTS_PER_PRODUCT_MAX = 200;
export const BARCODES_PER_VARIANT_MAX = 20;
export const PACKS_PER_VARIANT_MAX = 10;
export const TITLE_CHARACTERS_MAX = 300;
export const DESCRIPTION_CHARACTERS_MAX = 50_000;
export const NAME_CHARACTERS_MAX = 120;
export const SKU_CHARACTERS_MAX = 80;
export const HANDLE_CHARACTERS_MAX = 200;
export const PACK_UNITS_MAX = 1_000_000_000;

const UNIT_WORDS: Readonly<Record<Unit, readonly string[]>> = {
  each: ["each", "ea", "pc", "pcs", "piece", "pieces", "unit", "units", "stk", "stück", "st", "c62", "h87"],
  g: ["g", "gr", "gram", "grams", "gramme", "grm"],
  ml: ["ml", "millilitre", "millilitres", "milliliter", "milliliters", "mlt"],
  mm: ["mm", "millimetre", "millimetres", "millimeter", "millimeters", "mmt"],
};

const UNIT_OF_WORD = new Map(UNITS.flatMap((unit) => UNIT_WORDS[unit].map((word) => [word, unit] as const)));

/** The unit that a word of a file means (UN/ECE Rec 20 codes included); null for any other unit. */
export const readUnit = (text: string): Unit | null => UNIT_OF_WORD.get(text.trim().toLowerCase()) ?? null;

/**
 * SKUs, option names and choices are the same without regard to case and to how blanks were typed. Two letters have a
 * small form in JavaScript that depends on their place or is two characters, and the database's indexes know neither.
 */
export const foldText = (text: string): string =>
  text.trim().replace(/\s+/g, " ").replaceAll("İ", "i").replaceAll("Σ", "σ").toLowerCase();

/** A category by the names that lead to it: `["Apparel", "Shirts"]` becomes `apparel>shirts`. */
export const foldPath = (path: readonly string[]): string => path.map(foldText).join(">");

/** The beginning of a text, never cut within a surrogate pair: the database refuses half of one. */
export const cutText = (text: string, charactersMax: number): string =>
  text.slice(0, charactersMax).replace(/[\ud800-\udbff]$/, "");

/** `Crème Brûlée, 200 g` becomes `creme-brulee-200-g`: what files and links name a product by. */
export function makeHandle(title: string): string {
  const plain = title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return cutText(plain.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, ""), HANDLE_CHARACTERS_MAX);
}

/** The SKU made for a variant without one: `classic-varsity-top`, `Small` becomes `CLASSIC-VARSITY-TOP-SMALL`. */
export function makeSku(handle: string, optionValues: readonly string[]): string {
  const parts = [handle, ...optionValues].map(makeHandle).filter((part) => part !== "");
  return cutText(parts.join("-").toUpperCase(), SKU_CHARACTERS_MAX).replace(/-+$/, "");
}

type Searchable = {
  title: string;
  handle: string;
  vendor: string;
  variants: readonly { sku: string; optionValues: readonly string[]; barcodes: readonly string[] }[];
};

/** Every word and code a product is found by, in lower case, each once. */
export function searchTextOf(product: Searchable): string {
  const texts = [product.title, product.handle, product.vendor];
  for (const variant of product.variants) texts.push(variant.sku, ...variant.optionValues, ...variant.barcodes);
  return [...new Set(texts.map(foldText).filter((text) => text !== ""))].join(" ");
}

/** How many of the smallest unit `packCount` packs hold; null where the fraction does not divide. */
export function unitsInPacks(pack: { numerator: number; denominator: number }, packCount: number): number | null {
  const product = BigInt(pack.numerator) * BigInt(packCount);
  const divisor = BigInt(pack.denominator);
  if (product % divisor !== 0n) return null;
  const units = Number(product / divisor);
  return Number.isSafeInteger(units) ? units : null;
}

export const formatOptions = (optionValues: readonly string[]): string => optionValues.join(" / ");

/** `Classic Varsity Top · Small`: a variant's name where its product is not named beside it. */
export const formatVariant = (title: string, optionValues: readonly string[]): string =>
  optionValues.length === 0 ? title : `${title} · ${formatOptions(optionValues)}`;
