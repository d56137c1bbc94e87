import { type Context, requireActorId } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { bindOrders, lockToPick } from "./bind-orders";
import { type CreatePickList, pickListCreated } from "./contract";
import { pickListName } from "./pick-list";
import { recordList } from "./record-list";
import { pickLists } from "./schema";

/**
 * A list of all that is reserved of these orders and on no list yet, the oldest order served first. What can't be
 * picked of them is named, and a list of nothing is refused.
 *
 * Lock order: orders, then as in allocating.
 */
export async function createList(ctx: Context, { orderIds }: CreatePickList) {
  return inTransaction(ctx, async (ctx) => {
    const asked = await lockToPick(ctx, orderIds);
    const { warehouseId } = asked;
    const listId = newId();
    const [created] = await ctx.db
      .insert(pickLists)
      .values({ id: listId, warehouseId, createdBy: requireActorId(ctx), createdAt: ctx.now })
      .returning({ number: pickLists.number });
    if (!created) throw new Error("A pick list was not written.");
    const list = { listId, listLabel: pickListName(created.number) };
    const { orderIds: picked, items, open, left } = await bindOrders(ctx, asked, async () => () => list);
    recordList(ctx, { id: listId, number: created.number, warehouseId }, null, { orders: picked.length, items });
    emit(ctx, pickListCreated, { listId, orderIds: picked });
    return { listId, number: created.number, orders: picked.length, items, open, left };
  });
}
