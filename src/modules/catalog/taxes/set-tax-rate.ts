import { and, eq } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { lockTaxCategory } from "./lock-tax-category";
import { recordTax } from "./record-tax";
import { taxCategoryRates } from "./schema";
import { FIRST_DAY } from "./tax";
import type { SetTaxRate } from "./tax-inputs";

/**
 * Sets the rate of a tax category in a country, or a region of it, from a day on; null takes away the one that begins
 * on that day, so that the one before it holds on. @throws taxCategoryNotFound
 */
export async function setTaxRate(ctx: Context, { taxCategoryId, country, rate, ...asked }: SetTaxRate): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    // Held by the category's row, two who set one rate come one after the other.
    const { name: category } = await lockTaxCategory(ctx, taxCategoryId);
    const place = { taxCategoryId, country: country ?? "", ...asked };
    const isOfCase = and(
      eq(taxCategoryRates.taxCategoryId, taxCategoryId),
      eq(taxCategoryRates.country, place.country),
      eq(taxCategoryRates.region, place.region),
      eq(taxCategoryRates.validFrom, place.validFrom),
    );
    const [before] = await ctx.db.select({ rate: taxCategoryRates.rate }).from(taxCategoryRates).where(isOfCase);
    if ((before?.rate ?? null) === rate) return;
    if (rate === null) await ctx.db.delete(taxCategoryRates).where(isOfCase);
    else if (before) await ctx.db.update(taxCategoryRates).set({ rate }).where(isOfCase);
    else await ctx.db.insert(taxCategoryRates).values({ id: newId(), ...place, rate });

    const { region, validFrom } = place;
    const taxOf = { category, country, region, ...(validFrom > FIRST_DAY && { validFrom }) };
    await recordTax(ctx, { tax: { ...taxOf, rate: before?.rate ?? null } }, { tax: { ...taxOf, rate } });
  });
}
