import { eq, lte } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { type ContinueNumbers, numberAlreadyDrawn, shopSettingsChanged } from "./contract";
import { readShopSettings } from "./queries";
import { numberSeries } from "./schema";
import { SHOP_ID } from "./shop";

/** Goes on with a series at a higher number, so that none is given twice. @throws numberAlreadyDrawn */
export async function continueNumbers(ctx: Context, { series, next, note }: ContinueNumbers): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { companyName } = await readShopSettings(ctx);
    const [before] = await ctx.db
      .select({ next: numberSeries.next })
      .from(numberSeries)
      .where(eq(numberSeries.name, series))
      .for("no key update");
    const [changed] = await ctx.db
      .insert(numberSeries)
      .values({ name: series, next })
      .onConflictDoUpdate({ target: numberSeries.name, set: { next }, setWhere: lte(numberSeries.next, next) })
      .returning({ next: numberSeries.next });
    if (!changed) throw numberAlreadyDrawn({ next: before?.next ?? next });
    if (before?.next === next) return;
    recordChange(ctx, {
      entity: "shop",
      entityId: SHOP_ID,
      label: companyName,
      before: { nextNumber: { series, next: before?.next ?? null } },
      after: { nextNumber: { series, next }, ...(note && { note }) },
    });
    emit(ctx, shopSettingsChanged, { shopId: SHOP_ID });
  });
}
