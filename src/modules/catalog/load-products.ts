import type { TxContext } from "@/platform/context";
import { insertRows } from "@/platform/database/rows";
import { toMoney } from "@/shared/money";
import { searchTextOf } from "./product";
import { barcodes, categories, packs, products, variants } from "./schema";

type Product = typeof products.$inferSelect;
type Variant = typeof variants.$inferSelect;
type Loaded = {
  categories: readonly (typeof categories.$inferSelect)[];
  products: readonly Omit<Product, "searchText" | "lowestPrice">[];
  variants: readonly Variant[];
  packs: readonly (typeof packs.$inferSelect)[];
  barcodes: readonly (typeof barcodes.$inferSelect)[];
};

/** Writes a whole catalog into an empty one, parents before children: an operator's bulk restore. */
export async function loadProducts(ctx: TxContext, rows: Loaded): Promise<void> {
  const codesOf = groupBy(rows.barcodes, ({ variantId }) => variantId);
  const variantsOf = groupBy(rows.variants, ({ productId }) => productId);
  await insertRows(ctx, categories, rows.categories);
  await insertRows(
    ctx,
    products,
    rows.products.map((product) => ({ ...product, ...derived(product, variantsOf.get(product.id) ?? [], codesOf) })),
  );
  await insertRows(ctx, variants, rows.variants);
  await insertRows(ctx, packs, rows.packs);
  await insertRows(ctx, barcodes, rows.barcodes);
}

/** What the catalog keeps beside a product, so that lists search and sort by an index. */
function derived(
  product: Loaded["products"][number],
  ofProduct: readonly Variant[],
  codesOf: ReadonlyMap<string, readonly { code: string }[]>,
) {
  const searchable = ofProduct.map((variant) => ({
    ...variant,
    barcodes: (codesOf.get(variant.id) ?? []).map(({ code }) => code),
  }));
  const prices = ofProduct.filter(({ archivedAt }) => archivedAt === null).map(({ price }) => price);
  return {
    searchText: searchTextOf({ ...product, variants: searchable }),
    lowestPrice: toMoney(prices.length > 0 ? Math.min(...prices) : 0),
  };
}

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
