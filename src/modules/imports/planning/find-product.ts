import { foldText } from "@/modules/catalog/product";
import type { KnownProduct } from "@/modules/catalog/product-rows";
import type { GroupedRow } from "@/modules/imports/import-group";
import type { Codes, KnownCodes } from "./import-codes";
import type { Match, MatchedBy } from "./match";

type Known = { codes: Codes; known: KnownCodes };

/** The existing product that the rows of a group describe; a list where its title is that of several. */
export function findProduct(
  group: readonly GroupedRow[],
  head: GroupedRow,
  { codes, known }: Known,
): Match | KnownProduct[] | null {
  const match = (by: MatchedBy, productId: string | null | undefined): Match | null => {
    const product = known.products.get(productId ?? "");
    return product ? { product, by } : null;
  };
  const shown = codes.matchChanged(head.key);
  return (
    match("file", codes.productSeen(head.key)) ??
    (shown && match(shown.by, shown.productId)) ??
    findInCatalog(group, head, { codes, known })
  );
}

function findInCatalog(
  group: readonly GroupedRow[],
  head: GroupedRow,
  { codes, known }: Known,
): Match | KnownProduct[] | null {
  const match = (by: MatchedBy, productId: string | undefined): Match | null => {
    const product = known.products.get(productId ?? "");
    return product && codes.isAsBefore(product.id) ? { product, by } : null;
  };
  const skus = group.flatMap(({ sku }) => (sku === null ? [] : [foldText(sku)]));
  const barcodes = group.filter(({ sku }) => sku === null).flatMap((row) => row.barcodes);
  const byCode =
    match("handle", head.handle === null ? undefined : known.productIdByHandle.get(head.wantedHandle)) ??
    firstOf(skus, (sku) => match("sku", known.skuHolder.get(sku)?.productId)) ??
    firstOf(barcodes, (code) => match("barcode", known.barcodeHolder.get(code)?.productId));
  if (byCode || !mayMatchByTitle(head)) return byCode;
  const titled = (known.productIdsByTitle.get(foldText(head.title ?? "")) ?? [])
    .flatMap((id) => match("title", id) ?? [])
    .filter(({ product }) => !product.archived && !hasOtherBarcodes(product, head));
  return titled.length > 1 ? titled.map(({ product }) => product) : (titled[0] ?? null);
}

/** A handle or a SKU that no product has names a new one, whatever its title. */
export const mayMatchByTitle = ({ handle, isAlone, sku, title }: GroupedRow): boolean =>
  title !== null && handle === null && !(isAlone && sku !== null);

/** Two makers may sell a product of one title: where both have barcodes, and none in common, they are two. */
const hasOtherBarcodes = ({ variants }: KnownProduct, head: GroupedRow): boolean =>
  head.isAlone && head.barcodes.length > 0 && variants.some(({ barcodes }) => barcodes.length > 0);

function firstOf<Found>(keys: readonly string[], find: (key: string) => Found | null): Found | null {
  for (const key of keys) {
    const found = find(key);
    if (found !== null) return found;
  }
  return null;
}
