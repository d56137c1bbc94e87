import { stockChanged } from "@/modules/inventory/contract";
import { stockCounts } from "@/modules/inventory/counts/schema";
import type { AdjustmentReason } from "@/modules/inventory/inventory";
import { getUsableBin } from "@/modules/inventory/locations/get-usable-bin";
import { stockTransactions } from "@/modules/inventory/schema";
import { recordChange } from "@/platform/audit/record-change";
import { requireActorId, type TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { newId } from "@/shared/id";
import type { Quantity } from "@/shared/quantity";

type Agreement = {
  variantId: string;
  locationId: string;
  lotId: string | null;
  quantity: Quantity;
  reason: AdjustmentReason;
  note: string;
};

/** Records that a count found what is recorded: a stock entry without movements, on the stock card like any other. */
export async function recordCount(ctx: TxContext, counted: Agreement): Promise<{ transactionId: string }> {
  const { variantId, locationId, lotId, quantity, reason, note } = counted;
  const { warehouseId } = await getUsableBin(ctx, locationId);
  const warehouseIds = warehouseId === null ? [] : [warehouseId];
  const transactionId = newId();
  await ctx.db.insert(stockTransactions).values({
    id: transactionId,
    kind: "count",
    occurredAt: ctx.now,
    recordedAt: ctx.now,
    actorId: requireActorId(ctx),
    reason,
    note,
    postingKey: `count:${transactionId}`,
  });
  await ctx.db.insert(stockCounts).values({ transactionId, variantId, lotId, locationId, quantity });
  recordChange(ctx, {
    entity: "stock-transaction",
    entityId: transactionId,
    label: "count",
    warehouseIds,
    before: null,
    after: { kind: "count", reason, counted: quantity, movements: 0 },
  });
  emit(ctx, stockChanged, { transactionId, variantIds: [variantId], warehouseIds });
  return { transactionId };
}
