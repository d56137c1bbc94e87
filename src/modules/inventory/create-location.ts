import { requireWarehouse } from "@/modules/users/require-warehouse";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { isViolationOf } from "@/platform/database/error";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { codeTaken, CreateLocation, locationsChanged, locationUnusable } from "./contract";
import { findLocation } from "./queries";
import { locations } from "./schema";

/** Puts up a zone in a warehouse, or a bin in a warehouse or zone. */
export async function createLocation(ctx: Context, request: CreateLocation): Promise<{ locationId: string }> {
  const input = CreateLocation.parse(request);
  return inTransaction(ctx, async (ctx) => {
    const parent = await findLocation(ctx, input.parentId);
    if (!parent?.warehouseId || parent.kind === "bin") throw locationUnusable({ locationIds: [input.parentId] });
    requireWarehouse(ctx, parent.warehouseId);

    const locationId = newId();
    const warehouseId = parent.warehouseId;
    try {
      await ctx.db
        .insert(locations)
        .values({ id: locationId, warehouseId, createdAt: ctx.now, ...input, name: input.name || input.code });
    } catch (error) {
      if (isViolationOf(error, "locations_code_is_taken_here")) throw codeTaken({ code: input.code });
      throw error;
    }
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
