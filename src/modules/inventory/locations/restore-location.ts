import { eq } from "drizzle-orm";
import { type LocationRef, locationsChanged } from "@/modules/inventory/contract";
import { locationNotFound, locationUnusable } from "@/modules/inventory/refusals";
import { locations } from "@/modules/inventory/schema";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import { recordChange } from "@/platform/audit/record-change";
import type { Context, TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";

/** Puts an archived location back into use. @throws locationUnusable while what it stands in is archived. */
export async function restoreLocation(ctx: Context, { locationId }: LocationRef): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const location = await lockLocation(ctx, locationId);
    if (!location?.warehouseId) throw locationNotFound({ locationId });
    assertWarehouse(ctx, location.warehouseId);
    if (location.archivedAt === null) return;
    const parent = location.parentId === null ? undefined : await lockLocation(ctx, location.parentId);
    if (parent?.archivedAt) throw locationUnusable({ locationIds: [parent.id], name: parent.code });

    await ctx.db.update(locations).set({ archivedAt: null }).where(eq(locations.id, locationId));
    recordChange(ctx, {
      entity: "location",
      entityId: locationId,
      label: location.name,
      warehouseIds: [location.warehouseId],
      before: { archived: true },
      after: { archived: false },
    });
    emit(ctx, locationsChanged, { locationId, warehouseId: location.warehouseId });
  });
}

async function lockLocation(ctx: TxContext, locationId: string) {
  const [location] = await ctx.db.select().from(locations).where(eq(locations.id, locationId)).for("update");
  return location;
}
