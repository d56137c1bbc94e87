import { recordChange } from "@/platform/audit/record-change";
import type { TxContext } from "@/platform/context";
import { pickListName } from "./pick-list";

type Recorded = { id: string; number: number; warehouseId: string };
type Told = Record<string, string | number | null>;

/** Every change of a list, and of what was picked with it, is read in its history. */
export function recordList(ctx: TxContext, list: Recorded, before: Told | null, after: Told): void {
  recordChange(ctx, {
    entity: "pick-list",
    entityId: list.id,
    label: pickListName(list.number),
    warehouseIds: [list.warehouseId],
    before,
    after,
  });
}
