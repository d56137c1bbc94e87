import { type CreateLocation, locationsChanged } from "@/modules/inventory/contract";
import { findLocation } from "@/modules/inventory/queries";
import { codeTaken, locationUnusable } from "@/modules/inventory/refusals";
import { locations } from "@/modules/inventory/schema";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";

/** Creates a zone or a bin in a warehouse or zone. */
export async function createLocation(ctx: Context, input: CreateLocation): Promise<{ locationId: string }> {
  return inTransaction(ctx, async (ctx) => {
    // Archiving locks a location before it looks for parts in it: either it finds this one, or this finds it archived.
    const parent = await findLocation(ctx, input.parentId, "key share");
    if (!parent?.warehouseId || parent.kind === "bin") throw locationUnusable({ locationIds: [input.parentId] });
    assertWarehouse(ctx, parent.warehouseId);

    const locationId = newId();
    const warehouseId = parent.warehouseId;
    const row = { id: locationId, warehouseId, createdAt: ctx.now, ...input, name: input.name || input.code };
    await refuseOn({ locations_code_is_taken_here: () => codeTaken({ code: input.code }) }, () =>
      ctx.db.insert(locations).values(row),
    );
    recordChange(ctx, {
      entity: "location",
      entityId: locationId,
      label: input.code,
      warehouseIds: [warehouseId],
      before: null,
      after: input,
    });
    emit(ctx, locationsChanged, { locationId, warehouseId });
    return { locationId };
  });
}
