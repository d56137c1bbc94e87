import { foldText } from "@/modules/catalog/product";
import type { KnownProduct } from "@/modules/catalog/product-rows";
import type { Codes, KnownCodes } from "./import-codes";
import type { GroupedRow } from "./import-group";

/** How a row was found to be of an existing product. A title alone may mislead, so a person accepts it. */
export type MatchedBy = "file" | "handle" | "sku" | "barcode" | "title";
export type Match = { product: KnownProduct; by: MatchedBy };

/** The existing product that the rows of a group describe; a list where its title is that of several. */
export function findProduct(
  group: readonly GroupedRow[],
  head: GroupedRow,
  { codes, known }: { codes: Codes; known: KnownCodes },
): Match | KnownProduct[] | null {
  const match = (by: MatchedBy, productId: string | null | undefined): Match | null => {
    const product = known.products.get(productId ?? "");
    return product ? { product, by } : null;
  };
  const skus = group.flatMap(({ sku }) => (sku === null ? [] : [foldText(sku)]));
  const barcodes = group.filter(({ sku }) => sku === null).flatMap((row) => row.barcodes);
  const byCode =
    match("file", codes.productSeen(head.key)) ??
    match("handle", head.handle === null ? null : known.productIdByHandle.get(head.wantedHandle)) ??
    match(
      "sku",
      firstOf(skus, (sku) => known.skuHolder.get(sku)?.productId),
    ) ??
    match(
      "barcode",
      firstOf(barcodes, (code) => known.barcodeHolder.get(code)?.productId),
    );
  if (byCode || !mayMatchByTitle(head)) return byCode;
  const titled = (known.productIdsByTitle.get(foldText(head.title ?? "")) ?? [])
    .flatMap((id) => known.products.get(id) ?? [])
    .filter((product) => !product.archived && !hasOtherBarcodes(product, head));
  return titled.length > 1 ? titled : match("title", titled[0]?.id);
}

/** A handle or a SKU that no product has names a new one, whatever its title. */
export const mayMatchByTitle = ({ handle, isAlone, sku, title }: GroupedRow): boolean =>
  title !== null && handle === null && !(isAlone && sku !== null);

/** Two makers may sell a product of one title: where both have barcodes, and none in common, they are two. */
const hasOtherBarcodes = ({ variants }: KnownProduct, head: GroupedRow): boolean =>
  head.isAlone && head.barcodes.length > 0 && variants.some(({ barcodes }) => barcodes.length > 0);

function firstOf<Found>(keys: readonly string[], find: (key: string) => Found | undefined): Found | undefined {
  for (const key of keys) {
    const found = find(key);
    if (found !== undefined) return found;
  }
  return undefined;
}
