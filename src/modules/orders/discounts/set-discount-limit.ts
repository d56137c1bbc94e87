import { eq } from "drizzle-orm";
import { discountLimitChanged, type SetDiscountLimit } from "@/modules/orders/contract";
import { discountLimitChangedMeanwhile } from "@/modules/orders/refusals";
import { readShopSettings } from "@/modules/shop/queries";
import { SHOP_ID } from "@/modules/shop/shop";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { discountLimits } from "./schema";

/** Sets with how much discount a role may confirm orders; null is no limit. @throws discountLimitChangedMeanwhile */
export async function setDiscountLimit(ctx: Context, { role, rateMax, seen }: SetDiscountLimit): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await ctx.db.insert(discountLimits).values({ id: newId(), role }).onConflictDoNothing();
    const [before] = await ctx.db.select().from(discountLimits).where(eq(discountLimits.role, role)).for("update");
    if (!before) throw new Error("The limit of a role was neither made nor found.");
    if (before.rateMax !== seen) throw discountLimitChangedMeanwhile({});
    await ctx.db.update(discountLimits).set({ rateMax }).where(eq(discountLimits.id, before.id));
    const { companyName } = await readShopSettings(ctx);
    recordChange(ctx, {
      entity: "shop",
      entityId: SHOP_ID,
      label: companyName,
      before: { discountLimit: { role, rateMax: before.rateMax } },
      after: { discountLimit: { role, rateMax } },
    });
    emit(ctx, discountLimitChanged, { limitId: before.id, shopId: SHOP_ID });
  });
}
