import { lockAllocations, lockBoundPlaces, writeAllocations } from "@/modules/inventory/allocations/write-allocations";
import { formatOrderNumber } from "@/modules/orders/order";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { ZERO } from "@/shared/quantity";
import { nothingToPutBack, type PutBack } from "./contract";
import { getPick } from "./get-pick";
import { lockList } from "./lock-list";
import { recordList } from "./record-list";

/**
 * Items that were picked and are wanted no longer are back in their bin, and may be taken by others again. Anybody of
 * the warehouse may have carried them there. @throws nothingToPutBack
 */
export async function putBack(ctx: Context, { listId, allocationId }: PutBack) {
  return inTransaction(ctx, async (ctx) => {
    const list = await lockList(ctx, listId);
    const pick = await getPick(ctx, listId, allocationId);
    await lockBoundPlaces(ctx, { documentId: pick.orderId });
    const rows = await lockAllocations(ctx, { documentId: pick.orderId });
    const row = rows.find(({ id }) => id === allocationId);
    if (!row || row.toPutBack === 0) throw nothingToPutBack({});
    await writeAllocations(ctx, rows, [{ ...row, toPutBack: ZERO }]);
    const order = formatOrderNumber(pick.orderNumber);
    recordList(ctx, list, {}, { putBack: row.toPutBack, sku: pick.sku, bin: pick.locationCode, order });
    return { listId };
  });
}
