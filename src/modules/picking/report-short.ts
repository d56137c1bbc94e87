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
import type { Context, TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { addQuantities, toQuantity } from "@/shared/quantity";
import { nothingShort, notWanted, type ReportShort, waveNotFound } from "./contract";
import { getPick } from "./get-pick";
import { lockOwnList } from "./lock-list";
import { pickListName, toPick, zoneName } from "./pick-list";
import { recordList } from "./record-list";
import { pickWaves } from "./schema";
import { listsByZone } from "./wave-lists";

/**
 * What is still to be picked of a bin is not there. The bin is marked to be counted, and picked from no more until it
 * was; the items are bound in another bin where one has them, and left open where none has. In a wave, what lies in
 * another zone is on the list of that zone.
 *
 * @throws notTaken, pickedByOther, notWanted, nothingShort
 */
export async function reportShort(ctx: Context, { listId, allocationId, reason }: ReportShort) {
  return inTransaction(ctx, async (ctx) => {
    const list = await lockOwnList(ctx, listId);
    const pick = await getPick(ctx, listId, allocationId);
    const wave = list.waveId === null ? null : await lockWave(ctx, list.waveId);
    const lists = wave === null ? null : listsByZone(wave);
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
      listsOf: lists?.listsOf ?? (async () => () => ({ listId, listLabel: pickListName(list.number) })),
      warehouseId: list.warehouseId,
      documentIds: [pick.orderId],
      lineIds: [row.lineId],
    });
    const bound = Math.min(again.bound, missing);
    const order = formatOrderNumber(pick.orderNumber);
    recordList(ctx, list, {}, { short: missing, reason, sku: pick.sku, bin: pick.locationCode, order });
    const zones = [...(lists?.zones ?? [])].flatMap(([id, code]) => (id === listId ? [] : [zoneName(code)]));
    return { listId, missing, bound, open: missing - bound, zones };
  });
}

/** Of two who find too little at once, one makes the list of a zone that had none. */
async function lockWave(ctx: TxContext, waveId: string) {
  const [wave] = await ctx.db
    .select({ id: pickWaves.id, number: pickWaves.number, warehouseId: pickWaves.warehouseId })
    .from(pickWaves)
    .where(eq(pickWaves.id, waveId))
    .for("no key update");
  if (!wave) throw waveNotFound({});
  return wave;
}
