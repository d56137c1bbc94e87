import { and, eq, gt, isNull, ne, or } from "drizzle-orm";
import { type ArchiveLocation, locationsChanged } from "@/modules/inventory/contract";
import { findLocation } from "@/modules/inventory/queries";
import { locationNotEmpty, locationNotFound } from "@/modules/inventory/refusals";
import { locations, stockBalances } from "@/modules/inventory/schema";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import { recordChange } from "@/platform/audit/record-change";
import type { Context, TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { ZERO } from "@/shared/quantity";

/** Archives an empty location. It is never deleted, since its history stays. */
export async function archiveLocation(ctx: Context, { locationId }: ArchiveLocation): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    // A posting holds a share lock on its bins, and a new location on its parent: this row lock waits for running ones,
    // and later ones find the location archived.
    const location = await findLocation(ctx, locationId, "update");
    if (!location?.warehouseId) throw locationNotFound({ locationId });
    assertWarehouse(ctx, location.warehouseId);
    await ctx.db.update(locations).set({ archivedAt: ctx.now }).where(eq(locations.id, locationId));
    if (await isInUse(ctx, locationId)) throw locationNotEmpty({ locationId });
    recordChange(ctx, {
      entity: "location",
      entityId: locationId,
      label: location.name,
      warehouseIds: [location.warehouseId],
      before: { archived: false },
      after: { archived: true },
    });
    emit(ctx, locationsChanged, { locationId, warehouseId: location.warehouseId });
  });
}

async function isInUse(ctx: TxContext, locationId: string): Promise<boolean> {
  const [stock] = await ctx.db
    .select({ id: stockBalances.locationId })
    .from(stockBalances)
    .where(
      and(
        or(eq(stockBalances.locationId, locationId), eq(stockBalances.warehouseId, locationId)),
        gt(stockBalances.onHand, ZERO),
      ),
    )
    .limit(1);
  const [part] = await ctx.db
    .select({ id: locations.id })
    .from(locations)
    .where(and(eq(locations.parentId, locationId), isNull(locations.archivedAt), ne(locations.id, locationId)))
    .limit(1);
  return stock !== undefined || part !== undefined;
}
