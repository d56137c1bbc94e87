import { eq } from "drizzle-orm";
import { adjustmentLimitChanged, type SetAdjustmentLimit } from "@/modules/inventory/contract";
import { limitChangedMeanwhile } from "@/modules/inventory/refusals";
import { readShopSettings } from "@/modules/shop/queries";
import { SHOP_ID } from "@/modules/shop/shop";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { adjustmentLimits } from "./schema";

/** Sets how much a person of a role may adjust at once; null is no limit. @throws limitChangedMeanwhile */
export async function setAdjustmentLimit(ctx: Context, input: SetAdjustmentLimit): Promise<void> {
  const { role, quantityMax, valueMax, seen } = input;
  await inTransaction(ctx, async (ctx) => {
    await ctx.db.insert(adjustmentLimits).values({ id: newId(), role }).onConflictDoNothing();
    const [before] = await ctx.db.select().from(adjustmentLimits).where(eq(adjustmentLimits.role, role)).for("update");
    if (!before) throw new Error("The limit of a role was neither made nor found.");
    if (before.quantityMax !== seen.quantityMax || before.valueMax !== seen.valueMax) throw limitChangedMeanwhile({});
    await ctx.db.update(adjustmentLimits).set({ quantityMax, valueMax }).where(eq(adjustmentLimits.id, before.id));
    const { companyName } = await readShopSettings(ctx);
    recordChange(ctx, {
      entity: "shop",
      entityId: SHOP_ID,
      label: companyName,
      before: { adjustmentLimit: { role, quantityMax: before.quantityMax, valueMax: before.valueMax } },
      after: { adjustmentLimit: { role, quantityMax, valueMax } },
    });
    emit(ctx, adjustmentLimitChanged, { limitId: before.id, shopId: SHOP_ID });
  });
}
