import { eq } from "drizzle-orm";
import { categories, products } from "@/modules/catalog/schema";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { lockTaxCategory } from "./lock-tax-category";
import { recordTax } from "./record-tax";
import { taxCategories, taxCategoryRates } from "./schema";
import { type RemoveTaxCategory, standardTaxStays, taxCategoryInUse } from "./tax-inputs";

/**
 * Takes a category that nothing is taxed by off the list, with its rates. Whoever chooses it meanwhile waits for its
 * row, and is then refused. @throws taxCategoryNotFound, taxCategoryInUse, standardTaxStays
 */
export async function removeTaxCategory(ctx: Context, { taxCategoryId }: RemoveTaxCategory) {
  return inTransaction(ctx, async (ctx) => {
    const { name, code, reason, isStandard } = await lockTaxCategory(ctx, taxCategoryId);
    if (isStandard) throw standardTaxStays({});
    const [ofProducts, ofCategories] = [
      await ctx.db.$count(products, eq(products.taxCategoryId, taxCategoryId)),
      await ctx.db.$count(categories, eq(categories.taxCategoryId, taxCategoryId)),
    ];
    if (ofProducts + ofCategories > 0) throw taxCategoryInUse({ name, products: ofProducts, categories: ofCategories });
    await ctx.db.delete(taxCategoryRates).where(eq(taxCategoryRates.taxCategoryId, taxCategoryId));
    await ctx.db.delete(taxCategories).where(eq(taxCategories.id, taxCategoryId));
    await recordTax(ctx, { taxCategory: { name, code, reason } }, { taxCategory: null });
    return { taxCategoryId };
  });
}
