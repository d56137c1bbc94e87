import { eq } from "drizzle-orm";
import { locationUnusable } from "@/modules/inventory/refusals";
import { locations } from "@/modules/inventory/schema";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import type { TxContext } from "@/platform/context";

/**
 * An active bin, share-locked until the transaction ends, so that it is not archived meanwhile.
 *
 * @throws locationUnusable, with its name, when it is not a bin or is archived; warehouseNotGranted
 */
export async function getUsableBin(ctx: TxContext, locationId: string) {
  const [location] = await ctx.db.select().from(locations).where(eq(locations.id, locationId)).for("key share");
  if (location?.warehouseId) assertWarehouse(ctx, location.warehouseId);
  if (location?.kind === "bin" && location.archivedAt === null) return location;
  throw locationUnusable({ locationIds: [locationId], ...(location && { name: location.name || location.code }) });
}
