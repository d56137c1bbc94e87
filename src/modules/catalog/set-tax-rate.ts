import { and, eq, isNull } from "drizzle-orm";
import { shopSettings } from "@/modules/shop/schema";
import { SHOP_ID } from "@/modules/shop/shop";
import { recordChange } from "@/platform/audit/record-change";
import type { Context, TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { categoryNotFound, type SetTaxRate, taxRatesChanged } from "./contract";
import { categories, taxRates } from "./schema";

/**
 * Sets the tax of a category, a country, or a category in a country; null takes the rate away.
 * @throws categoryNotFound
 */
export async function setTaxRate(ctx: Context, { categoryId, country, rate }: SetTaxRate): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const categoryName = await nameOf(ctx, categoryId);
    const isOfCase = and(
      categoryId === null ? isNull(taxRates.categoryId) : eq(taxRates.categoryId, categoryId),
      country === null ? isNull(taxRates.country) : eq(taxRates.country, country),
    );
    const [before] = await ctx.db.select({ rate: taxRates.rate }).from(taxRates).where(isOfCase).for("update");
    if ((before?.rate ?? null) === rate) return;
    if (rate === null) await ctx.db.delete(taxRates).where(isOfCase);
    else
      await ctx.db
        .insert(taxRates)
        .values({ id: newId(), categoryId, country, rate })
        .onConflictDoUpdate({ target: [taxRates.categoryId, taxRates.country], set: { rate } });

    const [shop] = await ctx.db.select({ companyName: shopSettings.companyName }).from(shopSettings);
    const taxOf = { category: categoryName, country };
    recordChange(ctx, {
      entity: "shop",
      entityId: SHOP_ID,
      label: shop?.companyName ?? "",
      before: { tax: { ...taxOf, rate: before?.rate ?? null } },
      after: { tax: { ...taxOf, rate } },
    });
    emit(ctx, taxRatesChanged, {});
  });
}

async function nameOf(ctx: TxContext, categoryId: string | null): Promise<string | null> {
  if (categoryId === null) return null;
  const [category] = await ctx.db
    .select({ name: categories.name })
    .from(categories)
    .where(eq(categories.id, categoryId));
  if (!category) throw categoryNotFound({ categoryId });
  return category.name;
}
