import type { ModelOrder, StockModel } from "./stock-model";

/** A draft holds what is available of its lines, in place of what it held. */
export function holdIn(model: StockModel, order: ModelOrder): void {
  model.holds.delete(order);
  const held = new Map<string, number>();
  for (const { variantId } of order.lines) {
    const own = order.lines.filter((line) => line.variantId === variantId);
    const asked = own.reduce((sum, { quantity }) => sum + quantity, 0);
    held.set(variantId, Math.min(asked, model.available(order.warehouseId, variantId)));
  }
  model.holds.set(order, held);
}

/** What is lost or moved away is held no longer, by the newest drafts first: all were saved at one moment. */
export function shrinkHolds(model: StockModel): void {
  const newest = [...model.holds].toSorted(([a], [b]) => (a.id < b.id ? 1 : -1));
  for (const [{ warehouseId }, held] of newest)
    for (const [variantId, quantity] of held) {
      const excess = model.held(warehouseId, variantId) - model.unreserved(warehouseId, variantId);
      held.set(variantId, quantity - Math.min(quantity, Math.max(0, excess)));
    }
}

/** Whether a draft may be confirmed, which holds nothing any more by then. */
export const canConfirmIn = (model: StockModel, order: ModelOrder): boolean =>
  without(model, order, () => model.canPromise(order.warehouseId, order.lines));

/** Whether there is anything for a draft to hold, which may be what it holds already. */
export const canHoldIn = (model: StockModel, order: ModelOrder): boolean =>
  without(model, order, () => order.lines.some(({ variantId }) => model.available(order.warehouseId, variantId) > 0));

function without<T>({ holds }: StockModel, order: ModelOrder, look: () => T): T {
  const held = holds.get(order);
  holds.delete(order);
  const seen = look();
  if (held) holds.set(order, held);
  return seen;
}
