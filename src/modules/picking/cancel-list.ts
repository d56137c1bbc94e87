import { letGo } from "@/modules/inventory/allocations/allocation";
import {
  lockAllocations,
  lockBoundPlaces,
  lockReservations,
  writeAllocations,
} from "@/modules/inventory/allocations/write-allocations";
import { type Context, requireActorId } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { can } from "@/shared/access";
import { nothingToCancel, pickedByOther, pickListCancelled, type PickListRef } from "./contract";
import { lockList, ordersOfList } from "./lock-list";
import { recordList } from "./record-list";

/**
 * Nobody picks this list any more: its orders keep their reservations and may be put on another. What was picked is to
 * be put back. @throws pickedByOther while somebody else has it
 */
export async function cancelList(ctx: Context, { listId }: PickListRef) {
  return inTransaction(ctx, async (ctx) => {
    const list = await lockList(ctx, listId);
    if (list.takenBy !== null && list.takenBy !== requireActorId(ctx) && !can(ctx.actor, "picking.give-back-others"))
      throw pickedByOther({ number: list.number, name: list.takenByName });
    const orderIds = await ordersOfList(ctx, listId);
    await lockBoundPlaces(ctx, { listId });
    await lockReservations(ctx, orderIds);
    const rows = await lockAllocations(ctx, { listId });
    const bound = rows.filter(({ quantity }) => quantity > 0);
    if (bound.length === 0) throw nothingToCancel({ number: list.number });
    await writeAllocations(
      ctx,
      rows,
      bound.map((row) => letGo(row, row.quantity)),
    );
    recordList(ctx, list, {}, { cancelled: bound.reduce((sum, { quantity }) => sum + quantity, 0) });
    emit(ctx, pickListCancelled, { listId, orderIds });
    return { listId };
  });
}
