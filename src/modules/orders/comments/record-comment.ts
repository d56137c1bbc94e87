import { formatOrderNumber } from "@/modules/orders/order";
import { recordChange } from "@/platform/audit/record-change";
import type { TxContext } from "@/platform/context";
import type { CommentedOrder } from "./hold-order";

/** What the comment said, and says: nothing before it was written, and once it is removed. */
export function recordComment(ctx: TxContext, order: CommentedOrder, before: string, after: string): void {
  recordChange(ctx, {
    entity: "order",
    entityId: order.id,
    label: formatOrderNumber(order.number),
    warehouseIds: [order.warehouseId],
    before: { comment: before },
    after: { comment: after },
  });
}
