import { type CreateWarehouse, locationsChanged } from "@/modules/inventory/contract";
import { codeTaken } from "@/modules/inventory/refusals";
import { locations } from "@/modules/inventory/schema";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { placeOf } from "./place-of";

/** The first bin of every warehouse, so that stock can be received before other bins are set up. */
const FIRST_BIN = { code: "RECEIVING", name: "Receiving" } as const;

export async function createWarehouse(
  ctx: Context,
  { code, name, ...place }: CreateWarehouse,
): Promise<{ warehouseId: string; binId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const warehouseId = newId();
    const binId = newId();
    const input = { code, name, ...placeOf(place) };
    await refuseOn({ locations_warehouse_code_is_taken: () => codeTaken({ code: input.code }) }, () =>
      ctx.db.insert(locations).values([
        { id: warehouseId, kind: "warehouse", warehouseId, createdAt: ctx.now, ...input },
        { id: binId, kind: "bin", parentId: warehouseId, warehouseId, createdAt: ctx.now, ...FIRST_BIN },
      ]),
    );
    recordChange(ctx, {
      entity: "location",
      entityId: warehouseId,
      label: input.name,
      warehouseIds: [warehouseId],
      before: null,
      after: input,
    });
    emit(ctx, locationsChanged, { locationId: warehouseId, warehouseId });
    return { warehouseId, binId };
  });
}
