import { eq } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { inTransaction } from "@/platform/transaction";
import { assertReasonCode } from "./assert-reason-code";
import { lockTaxCategory } from "./lock-tax-category";
import { recordTax } from "./record-tax";
import { taxCategories } from "./schema";
import { reasonCodeOf } from "./tax";
import {
  type EditTaxCategory,
  standardTaxStays,
  taxCategoryChangedMeanwhile,
  taxCategoryNameTaken,
} from "./tax-inputs";

/**
 * Orders that are written keep what they were taxed by.
 * @throws taxCategoryNotFound, taxCategoryChangedMeanwhile on a later version, taxCategoryNameTaken, standardTaxStays,
 * reasonCodeUnknown
 */
export async function editTaxCategory(ctx: Context, { taxCategoryId, version, ...asked }: EditTaxCategory) {
  return inTransaction(ctx, async (ctx) => {
    const { name, code, reason, reasonCode, ...found } = await lockTaxCategory(ctx, taxCategoryId);
    assertReasonCode(asked.reasonCode);
    if (found.version !== version) throw taxCategoryChangedMeanwhile({ version: found.version, name });
    if (found.isStandard && asked.code !== code) throw standardTaxStays({});
    await refuseOn({ tax_categories_name_is_taken: () => taxCategoryNameTaken({ name: asked.name }) }, () =>
      ctx.db
        .update(taxCategories)
        .set({ ...asked, version: version + 1 })
        .where(eq(taxCategories.id, taxCategoryId)),
    );
    // Another reason has no code until it is given one: a trigger sees to that.
    const after = { ...asked, reasonCode: reasonCodeOf(asked, { code, reason, reasonCode }) };
    await ctx.db.update(taxCategories).set({ reasonCode: after.reasonCode }).where(eq(taxCategories.id, taxCategoryId));
    await recordTax(ctx, { taxCategory: { name, code, reason, reasonCode } }, { taxCategory: after });
    return { taxCategoryId, version: version + 1 };
  });
}
