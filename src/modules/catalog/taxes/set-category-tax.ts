import { eq } from "drizzle-orm";
import { categoryNotFound } from "@/modules/catalog/contract";
import { categories } from "@/modules/catalog/schema";
import type { Context, TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { lockTaxCategory } from "./lock-tax-category";
import { recordTax } from "./record-tax";
import { taxCategories } from "./schema";
import type { SetCategoryTax } from "./tax-inputs";

/**
 * How products of a category are taxed that say nothing else, and those within it.
 * @throws categoryNotFound, taxCategoryNotFound
 */
export async function setCategoryTax(ctx: Context, { categoryId, taxCategoryId }: SetCategoryTax) {
  return inTransaction(ctx, async (ctx) => {
    const is = taxCategoryId === null ? null : (await lockTaxCategory(ctx, taxCategoryId, "key share")).name;
    const [category] = await ctx.db.select().from(categories).where(eq(categories.id, categoryId)).for("update");
    if (!category) throw categoryNotFound({ categoryId });
    if (category.taxCategoryId === taxCategoryId) return { categoryId };
    const was = await nameOf(ctx, category.taxCategoryId);
    await ctx.db.update(categories).set({ taxCategoryId }).where(eq(categories.id, categoryId));
    const { name } = category;
    await recordTax(ctx, { categoryTax: { category: name, tax: was } }, { categoryTax: { category: name, tax: is } });
    return { categoryId };
  });
}

async function nameOf(ctx: TxContext, taxCategoryId: string | null): Promise<string | null> {
  if (taxCategoryId === null) return null;
  const [found] = await ctx.db
    .select({ name: taxCategories.name })
    .from(taxCategories)
    .where(eq(taxCategories.id, taxCategoryId));
  return found?.name ?? null;
}
