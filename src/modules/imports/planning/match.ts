import type { KnownProduct } from "@/modules/catalog/product-rows";

/** How a row was found to be of an existing product. A title alone may mislead, so a person accepts it. */
const MATCHED_BY = ["file", "handle", "sku", "barcode", "title"] as const;
export type MatchedBy = (typeof MATCHED_BY)[number];
export type Match = { product: KnownProduct; by: MatchedBy };

/** A match as the list of codes keeps it. */
export type KeptMatch = { productId: string; by: MatchedBy };

export const keepMatch = ({ product, by }: Match): string => `${by}:${product.id}`;

export function readMatch(kept: string): KeptMatch | null {
  const [name, productId] = kept.split(":");
  const by = MATCHED_BY.find((known) => known === name);
  return by && productId ? { productId, by } : null;
}
