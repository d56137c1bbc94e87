import type { TxContext } from "@/platform/context";
import { insertRows } from "@/platform/database/rows";
import { listingOf } from "./product-rows";
import { barcodes, categories, packs, products, variants } from "./schema";
import { taxCategories, taxCategoryRates } from "./taxes/schema";

type Loaded = {
  /** Beside the standard one, which every database has. */
  taxCategories: readonly Omit<typeof taxCategories.$inferSelect, "isStandard" | "version">[];
  taxRates: readonly (typeof taxCategoryRates.$inferSelect)[];
  categories: readonly Omit<typeof categories.$inferSelect, "version">[];
  products: readonly Omit<typeof products.$inferSelect, "searchText" | "searchForm" | "lowestPrice">[];
  variants: readonly Omit<typeof variants.$inferSelect, "searchForm">[];
  packs: readonly (typeof packs.$inferSelect)[];
  barcodes: readonly (typeof barcodes.$inferSelect)[];
};

/** Writes a whole catalog into an empty one, parents before children: an operator's bulk restore. */
export async function loadProducts(ctx: TxContext, rows: Loaded): Promise<void> {
  const codesOf = groupBy(rows.barcodes, ({ variantId }) => variantId);
  const variantsOf = groupBy(
    rows.variants.map((variant) => ({
      ...variant,
      archived: variant.archivedAt !== null,
      barcodes: (codesOf.get(variant.id) ?? []).map(({ code }) => code),
    })),
    ({ productId }) => productId,
  );
  await insertRows(ctx, taxCategories, rows.taxCategories);
  await insertRows(ctx, taxCategoryRates, rows.taxRates);
  await insertRows(ctx, categories, rows.categories);
  await insertRows(
    ctx,
    products,
    rows.products.map((product) => ({
      ...product,
      ...listingOf({ ...product, variants: variantsOf.get(product.id) ?? [] }),
    })),
  );
  await insertRows(ctx, variants, rows.variants);
  await insertRows(ctx, packs, rows.packs);
  await insertRows(ctx, barcodes, rows.barcodes);
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
