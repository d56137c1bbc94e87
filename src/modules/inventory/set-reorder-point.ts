import { and, eq } from "drizzle-orm";
import { requireWarehouse } from "@/modules/users/require-warehouse";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { toQuantity } from "@/shared/quantity";
import { reorderPointChanged, SetReorderPoint } from "./contract";
import { reorderPoints } from "./schema";

/** Says at which available quantity a variant is low at a warehouse; null says that nobody watches it. */
export async function setReorderPoint(ctx: Context, request: SetReorderPoint): Promise<void> {
  const { warehouseId, variantId, quantity } = SetReorderPoint.parse(request);
  requireWarehouse(ctx, warehouseId);
  await inTransaction(ctx, async (ctx) => {
    const here = and(eq(reorderPoints.warehouseId, warehouseId), eq(reorderPoints.variantId, variantId));
    const [before] = await ctx.db.select().from(reorderPoints).where(here);
    if (quantity === null) await ctx.db.delete(reorderPoints).where(here);
    else {
      const row = { warehouseId, variantId, quantity: toQuantity(quantity) };
      await ctx.db
        .insert(reorderPoints)
        .values(row)
        .onConflictDoUpdate({
          target: [reorderPoints.warehouseId, reorderPoints.variantId],
          set: { quantity: row.quantity },
        });
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
