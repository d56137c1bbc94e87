import { eq } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { adjustmentLimitChanged, type SetAdjustmentLimit } from "./contract";
import { adjustmentLimits } from "./schema";

/** Sets how much a person of a role may adjust at once; null is no limit. */
export async function setAdjustmentLimit(ctx: Context, input: SetAdjustmentLimit): Promise<void> {
  const { role, quantityMax, valueMax } = input;
  await inTransaction(ctx, async (ctx) => {
    await ctx.db.insert(adjustmentLimits).values({ id: newId(), role }).onConflictDoNothing();
    const [before] = await ctx.db.select().from(adjustmentLimits).where(eq(adjustmentLimits.role, role)).for("update");
    if (!before) throw new Error("The limit of a role was neither made nor found.");
    await ctx.db.update(adjustmentLimits).set({ quantityMax, valueMax }).where(eq(adjustmentLimits.id, before.id));
    recordChange(ctx, {
      entity: "adjustment-limit",
      entityId: before.id,
      label: `Adjustment limit of the role ${role}`,
      before: { quantityMax: before.quantityMax, valueMax: before.valueMax },
      after: { quantityMax, valueMax },
    });
    emit(ctx, adjustmentLimitChanged, { limitId: before.id });
  });
}
