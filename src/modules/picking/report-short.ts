import { eq } from "drizzle-orm";
import { allocateStock } from "@/modules/inventory/allocations/allocate-stock";
import {
  lockAllocations,
  lockReservations,
  lockStocked,
  writeAllocations,
} from "@/modules/inventory/allocations/write-allocations";
import { askCount } from "@/modules/inventory/counts/ask-count";
import { formatOrderNumber } from "@/modules/orders/order";
import { orders } from "@/modules/orders/schema";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { addQuantities, toQuantity } from "@/shared/quantity";
import { nothingShort, notWanted, type ReportShort } from "./contract";
import { getPick } from "./get-pick";
import { lockOwnList } from "./lock-list";
import { toPick } from "./pick-list";
import { recordList } from "./record-list";

/**
 * What is still to be picked of a bin is not there. The bin is marked to be counted, and picked from no more until it
 * was; the items are bound in another bin where one has them, and left open where none has.
 *
 * @throws notTaken, pickedByOther, notWanted, nothingShort
 */
export async function reportShort(ctx: Context, { listId, allocationId, reason }: ReportShort) {
  return inTransaction(ctx, async (ctx) => {
    const list = await lockOwnList(ctx, listId);
    const pick = await getPick(ctx, listId, allocationId);
    await ctx.db.select({ id: orders.id }).from(orders).where(eq(orders.id, pick.orderId)).for("update");
    await lockStocked(ctx, list.warehouseId, [pick.variantId]);
    await lockReservations(ctx, [pick.orderId]);
    const rows = await lockAllocations(ctx, { documentId: pick.orderId });
    const row = rows.find(({ id }) => id === allocationId);
    if (!row || row.quantity === 0) throw notWanted({});
    const missing = toQuantity(toPick(row));
    if (missing === 0) throw nothingShort({});

    await writeAllocations(ctx, rows, [{ ...row, quantity: row.picked, short: addQuantities(row.short, missing) }]);
    await askCount(ctx, { ...row, warehouseId: list.warehouseId, missing, reason });
    const [again = { bound: 0, open: 0 }] = await allocateStock(ctx, {
      listId,
      warehouseId: list.warehouseId,
      documentIds: [pick.orderId],
      lineIds: [row.lineId],
    });
    const bound = Math.min(again.bound, missing);
    const order = formatOrderNumber(pick.orderNumber);
    recordList(ctx, list, {}, { short: missing, reason, sku: pick.sku, bin: pick.locationCode, order });
    return { listId, missing, bound, open: missing - bound };
  });
}
