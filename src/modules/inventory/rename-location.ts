import { eq } from "drizzle-orm";
import { requireWarehouse } from "@/modules/users/require-warehouse";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { isViolationOf } from "@/platform/database/error";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { codeTaken, locationNotFound, locationsChanged, RenameLocation } from "./contract";
import { findLocation } from "./queries";
import { locations } from "./schema";

export async function renameLocation(ctx: Context, request: RenameLocation): Promise<void> {
  const input = RenameLocation.parse(request);
  await inTransaction(ctx, async (ctx) => {
    const location = await findLocation(ctx, input.locationId);
    if (!location?.warehouseId) throw locationNotFound({ locationId: input.locationId });
    requireWarehouse(ctx, location.warehouseId);
    const { code, name } = input;
    try {
      await ctx.db.update(locations).set({ code, name }).where(eq(locations.id, location.id));
    } catch (error) {
      if (
        isViolationOf(error, "locations_code_is_taken_here") ||
        isViolationOf(error, "locations_warehouse_code_is_taken")
      )
        throw codeTaken({ code });
      throw error;
    }
    recordChange(ctx, {
      entity: "location",
      entityId: location.id,
      label: name,
      warehouseIds: [location.warehouseId],
      before: { code: location.code, name: location.name },
      after: { code, name },
    });
    emit(ctx, locationsChanged, { locationId: location.id, warehouseId: location.warehouseId });
  });
}
