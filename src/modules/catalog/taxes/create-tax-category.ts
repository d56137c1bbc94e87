import type { Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { recordTax } from "./record-tax";
import { taxCategories } from "./schema";
import { type CreateTaxCategory, taxCategoryNameTaken } from "./tax-inputs";

/** @throws taxCategoryNameTaken */
export async function createTaxCategory(ctx: Context, { name, code, reason }: CreateTaxCategory) {
  return inTransaction(ctx, async (ctx) => {
    const taxCategoryId = newId();
    await refuseOn({ tax_categories_name_is_taken: () => taxCategoryNameTaken({ name }) }, () =>
      ctx.db.insert(taxCategories).values({ id: taxCategoryId, name, code, reason, createdAt: ctx.now }),
    );
    await recordTax(ctx, { taxCategory: null }, { taxCategory: { name, code, reason } });
    return { taxCategoryId };
  });
}
