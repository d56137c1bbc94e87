import { and, eq } from "drizzle-orm";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { reorderPointChanged, type SetReorderPoint } from "./contract";
import { reorderPoints } from "./schema";

/** Sets the available quantity at or below which a variant is low at a warehouse; null removes it. */
export async function setReorderPoint(
  ctx: Context,
  { warehouseId, variantId, quantity }: SetReorderPoint,
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    assertWarehouse(ctx, warehouseId);
    const here = and(eq(reorderPoints.warehouseId, warehouseId), eq(reorderPoints.variantId, variantId));
    const [before] = await ctx.db.select().from(reorderPoints).where(here);
    if (quantity === null) await ctx.db.delete(reorderPoints).where(here);
    else {
      await ctx.db
        .insert(reorderPoints)
        .values({ warehouseId, variantId, quantity })
        .onConflictDoUpdate({ target: [reorderPoints.warehouseId, reorderPoints.variantId], set: { quantity } });
    }
    recordChange(ctx, {
      entity: "reorder-point",
      entityId: variantId,
      label: "Reorder point",
      warehouseIds: [warehouseId],
      before: before ? { quantity: before.quantity } : null,
      after: { warehouseId, quantity },
    });
    emit(ctx, reorderPointChanged, { warehouseId, variantId });
  });
}
