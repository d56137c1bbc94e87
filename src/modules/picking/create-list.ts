import { inArray } from "drizzle-orm";
import { allocateStock } from "@/modules/inventory/allocations/allocate-stock";
import { canShip } from "@/modules/orders/order";
import { orderNotFound } from "@/modules/orders/refusals";
import { orders } from "@/modules/orders/schema";
import { type Context, requireActorId, type TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { mayUseWarehouse } from "@/shared/access";
import { newId } from "@/shared/id";
import { type CreatePickList, type NotPicked, nothingToPick, pickListCreated, severalWarehouses } from "./contract";
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
    const [first, ...others] = await lockOrders(ctx, orderIds);
    if (!first) throw orderNotFound({});
    const { warehouseId } = first;
    if (others.some((order) => order.warehouseId !== warehouseId)) throw severalWarehouses({});
    const asked = [first, ...others].toSorted((one, other) => one.number - other.number);
    const pickable = asked.filter(({ status }) => canShip(status));

    const listId = newId();
    const [created] = await ctx.db
      .insert(pickLists)
      .values({ id: listId, warehouseId, createdBy: requireActorId(ctx), createdAt: ctx.now })
      .returning({ number: pickLists.number });
    if (!created) throw new Error("A pick list was not written.");
    const allocated = await allocateStock(ctx, { listId, warehouseId, documentIds: pickable.map(({ id }) => id) });
    const byOrder = new Map(allocated.map((each) => [each.documentId, each]));
    const left = asked.flatMap(({ id: orderId, number }): NotPicked[] => {
      const of = byOrder.get(orderId);
      if (of && of.bound > 0) return [];
      return [{ orderId, number, why: of ? (of.open > 0 ? "nothing-free" : "listed") : "not-confirmed" }];
    });
    const items = allocated.reduce((sum, { bound }) => sum + bound, 0);
    if (items === 0) throw nothingToPick({ orders: left });

    const picked = allocated.filter(({ bound }) => bound > 0).map(({ documentId }) => documentId);
    const open = allocated.reduce((sum, each) => sum + each.open, 0);
    recordList(ctx, { id: listId, number: created.number, warehouseId }, null, { orders: picked.length, items });
    emit(ctx, pickListCreated, { listId, orderIds: picked });
    return { listId, number: created.number, orders: picked.length, items, open, left };
  });
}

async function lockOrders(ctx: TxContext, orderIds: readonly string[]) {
  const ids = [...new Set(orderIds)];
  const found = await ctx.db
    .select({ id: orders.id, number: orders.number, status: orders.status, warehouseId: orders.warehouseId })
    .from(orders)
    .where(inArray(orders.id, ids))
    .orderBy(orders.id)
    .for("update");
  const missing = ids.find((orderId) => {
    const order = found.find(({ id }) => id === orderId);
    return !order || !mayUseWarehouse(ctx.actor, order.warehouseId);
  });
  if (missing !== undefined) throw orderNotFound({ orderId: missing });
  return found;
}
