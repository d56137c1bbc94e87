import type { Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { assertReasonCode } from "./assert-reason-code";
import { recordTax } from "./record-tax";
import { taxCategories } from "./schema";
import { reasonCodeOf } from "./tax";
import { type CreateTaxCategory, taxCategoryNameTaken } from "./tax-inputs";

/** @throws taxCategoryNameTaken, reasonCodeUnknown */
export async function createTaxCategory(ctx: Context, asked: CreateTaxCategory) {
  return inTransaction(ctx, async (ctx) => {
    assertReasonCode(asked.reasonCode);
    const taxCategoryId = newId();
    const { name, code, reason = "" } = asked;
    const reasonCode = reasonCodeOf({ ...asked, reason });
    await refuseOn({ tax_categories_name_is_taken: () => taxCategoryNameTaken({ name }) }, () =>
      ctx.db.insert(taxCategories).values({ id: taxCategoryId, name, code, reason, reasonCode, createdAt: ctx.now }),
    );
    await recordTax(ctx, { taxCategory: null }, { taxCategory: { name, code, reason, reasonCode } });
    return { taxCategoryId };
  });
}
