import { recordChange } from "@/platform/audit/record-change";
import type { TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import type { EventDefinition } from "@/shared/event";
import type { LockedReturn } from "./lock-return";
import { formatReturnNumber } from "./return";

type Values = Readonly<Record<string, unknown>>;
type Recorded = {
  event: EventDefinition<{ returnId: string; orderId: string }>;
  before?: Values;
  after: Values;
};

/** The audit entry and the fact of a change of a return. */
export function recordReturn(
  ctx: TxContext,
  { id, number, orderId, warehouseId }: Pick<LockedReturn, "id" | "number" | "orderId" | "warehouseId">,
  { event, before = {}, after }: Recorded,
): void {
  recordChange(ctx, {
    entity: "return",
    entityId: id,
    label: formatReturnNumber(number),
    warehouseIds: [warehouseId],
    before,
    after,
  });
  emit(ctx, event, { returnId: id, orderId });
}
