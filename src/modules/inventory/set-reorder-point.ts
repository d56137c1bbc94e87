import { and, eq } from "drizzle-orm";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { reorderPointChanged, type SetReorderPoint } from "./contract";
import { findLocation } from "./queries";
import { locationNotFound, reorderPointChangedMeanwhile } from "./refusals";
import { reorderPoints } from "./reorder-points/schema";

/**
 * Sets the available quantity at or below which a variant is low at a warehouse; null removes it. The warehouse's row
 * is what two people who set the same point wait for, since the point itself may have no row yet.
 *
 * @throws reorderPointChangedMeanwhile when someone else has set it since the person saw it
 */
export async function setReorderPoint(ctx: Context, input: SetReorderPoint): Promise<void> {
  const { warehouseId, variantId, quantity, seen } = input;
  await inTransaction(ctx, async (ctx) => {
    assertWarehouse(ctx, warehouseId);
    const warehouse = await findLocation(ctx, warehouseId, "no key update");
    if (warehouse?.kind !== "warehouse") throw locationNotFound({ locationId: warehouseId });
    const here = and(eq(reorderPoints.warehouseId, warehouseId), eq(reorderPoints.variantId, variantId));
    const [point] = await ctx.db.select().from(reorderPoints).where(here);
    const before = point?.quantity ?? null;
    if (seen !== before) throw reorderPointChangedMeanwhile({ quantity: before });
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
      before: before === null ? null : { quantity: before },
      after: { warehouseId, quantity },
    });
    emit(ctx, reorderPointChanged, { warehouseId, variantId });
  });
}
