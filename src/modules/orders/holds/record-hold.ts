import { formatOrderNumber } from "@/modules/orders/order";
import { recordChange } from "@/platform/audit/record-change";
import type { TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import type { EventDefinition } from "@/shared/event";

type Draft = { id: string; number: number; customerId: string; warehouseId: string };
type Held = {
  /** How many items it holds from now on, or why it holds none any more. */
  holds: string;
  /** Of that many it was told that they are lost. */
  heldLess?: number;
  event: EventDefinition<{ orderId: string; customerId: string }>;
};

export function recordHold(ctx: TxContext, { id, number, customerId, warehouseId }: Draft, held: Held): void {
  recordChange(ctx, {
    entity: "order",
    entityId: id,
    label: formatOrderNumber(number),
    warehouseIds: [warehouseId],
    before: {},
    after: { holds: held.holds, ...(held.heldLess && { heldLess: held.heldLess }) },
  });
  emit(ctx, held.event, { orderId: id, customerId });
}
