import type { LinesChange } from "@/modules/orders/changes/line-change";
import { describeLines } from "@/modules/orders/changes/record-lines";
import type { LinesAfter } from "@/modules/orders/changes/write-lines";
import { orderConfirmed, orderPlaced, orderSplit } from "@/modules/orders/contract";
import type { LockedOrder } from "@/modules/orders/lock-order";
import { formatOrderNumber } from "@/modules/orders/order";
import { billedOf } from "@/modules/orders/order-sums";
import { recordChange } from "@/platform/audit/record-change";
import type { TxContext } from "@/platform/context";
import type { LateNumber } from "@/platform/late-number";
import { emit } from "@/platform/outbox/emit";
import type { MovedLine } from "./moved-lines";

type Split = {
  change: LinesChange<LockedOrder["lines"][number]>;
  after: LinesAfter;
  part: { orderId: string; number: LateNumber; warehouseId: string; lines: readonly MovedLine[] };
};

/** Says in both orders what went, and to everybody that both are others now. */
export function recordSplit(ctx: TxContext, order: LockedOrder, { change, after, part }: Split): void {
  const { id, customerId } = order;
  const items = describeLines(change, []);
  const { totals } = after.sums;
  const given = after.all.map(billedOf).reduce((sum, { net, tax }) => sum + net + tax, 0);
  const had = order.lines.map(billedOf).reduce((sum, { net, tax }) => sum + net + tax, 0);
  recordChange(ctx, {
    entity: "order",
    entityId: id,
    label: formatOrderNumber(order.number),
    warehouseIds: [order.warehouseId],
    before: { net: order.netTotal, tax: order.taxTotal, items: items.before },
    after: { net: totals.net, tax: totals.tax, items: items.after, split: true, difference: given - had },
  });
  recordChange(ctx, {
    entity: "order",
    entityId: part.orderId,
    label: formatOrderNumber(part.number),
    warehouseIds: [part.warehouseId],
    before: null,
    after: {
      status: order.status,
      origin: "split",
      from: formatOrderNumber(order.number),
      customerId,
      lines: part.lines.length,
      net: part.lines.reduce((sum, { net }) => sum + net, 0),
      tax: part.lines.reduce((sum, { tax }) => sum + tax, 0),
    },
  });
  emit(ctx, orderSplit, { orderId: id, customerId });
  const fact = { orderId: part.orderId, customerId };
  emit(ctx, orderPlaced, fact);
  emit(ctx, order.status === "on_hold" ? orderSplit : orderConfirmed, fact);
}
