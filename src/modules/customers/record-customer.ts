import { recordChange } from "@/platform/audit/record-change";
import type { TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { customerChanged } from "./contract";

type Values = Parameters<typeof recordChange>[1]["after"];

/** Says what became of a customer, to the history and to the screens that show them. */
export function recordCustomer(
  ctx: TxContext,
  { id, name }: { id: string; name: string },
  before: Values,
  after: Values,
): void {
  recordChange(ctx, { entity: "customer", entityId: id, label: name, before, after });
  emit(ctx, customerChanged, { customerId: id });
}
