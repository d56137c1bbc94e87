import { eq } from "drizzle-orm";
import { lots } from "@/modules/inventory/schema";
import { recordChange } from "@/platform/audit/record-change";
import type { TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { lotBlockChanged } from "./facts";
import type { lockLot } from "./lock-lot";

/** Blocks a locked lot for a reason, or makes it good again for none. */
export async function setBlock(
  ctx: TxContext,
  lot: Awaited<ReturnType<typeof lockLot>>,
  reason: string | null,
): Promise<void> {
  const blockedAt = reason === null ? null : ctx.now;
  await ctx.db.update(lots).set({ blockedAt, blockReason: reason }).where(eq(lots.id, lot.id));
  recordChange(ctx, {
    entity: "lot",
    entityId: lot.variantId,
    label: `${lot.code} of ${lot.sku}`,
    warehouseIds: lot.warehouseIds,
    before: { blocked: lot.blockReason },
    after: { blocked: reason },
  });
  emit(ctx, lotBlockChanged, { lotId: lot.id, variantIds: [lot.variantId] });
}
