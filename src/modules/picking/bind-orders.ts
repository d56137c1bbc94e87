import { inArray } from "drizzle-orm";
import { allocateStock, type ListsOf } from "@/modules/inventory/allocations/allocate-stock";
import { canShip, type OrderStatus } from "@/modules/orders/order";
import { orderNotFound } from "@/modules/orders/refusals";
import { orders } from "@/modules/orders/schema";
import type { TxContext } from "@/platform/context";
import { mayUseWarehouse } from "@/shared/access";
import { nothingToPick, severalWarehouses } from "./contract";
import type { NotPicked } from "./pick-list";

type ToPick = { warehouseId: string; orders: { id: string; number: number; status: OrderStatus }[] };

/** Orders of one warehouse under their row locks, the oldest first. @throws orderNotFound, severalWarehouses */
export async function lockToPick(ctx: TxContext, orderIds: readonly string[]): Promise<ToPick> {
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
  const [first] = found;
  if (!first) throw orderNotFound({});
  const { warehouseId } = first;
  if (found.some((order) => order.warehouseId !== warehouseId)) throw severalWarehouses({});
  return { warehouseId, orders: found.toSorted((one, other) => one.number - other.number) };
}

/**
 * Binds all that is reserved of locked orders and on no list yet, the oldest served first. What can't be picked of them
 * is named. Lock order: as in allocating. @throws nothingToPick
 */
export async function bindOrders(ctx: TxContext, { warehouseId, orders: asked }: ToPick, listsOf: ListsOf) {
  const documentIds = asked.filter(({ status }) => canShip(status)).map(({ id }) => id);
  const allocated = await allocateStock(ctx, { listsOf, warehouseId, documentIds });
  const byOrder = new Map(allocated.map((each) => [each.documentId, each]));
  const left = asked.flatMap(({ id: orderId, number }): NotPicked[] => {
    const of = byOrder.get(orderId);
    if (of && of.bound > 0) return [];
    return [{ orderId, number, why: of ? (of.open > 0 ? "nothing-free" : "listed") : "not-confirmed" }];
  });
  const items = allocated.reduce((sum, { bound }) => sum + bound, 0);
  if (items === 0) throw nothingToPick({ orders: left });
  const orderIds = allocated.filter(({ bound }) => bound > 0).map(({ documentId }) => documentId);
  const open = allocated.reduce((sum, each) => sum + each.open, 0);
  return { orderIds, items, open, left };
}
