import { eq, sql } from "drizzle-orm";
import { variants } from "@/modules/catalog/schema";
import { lotNotFound } from "@/modules/inventory/refusals";
import { lots, stockAvailability, stockBalances } from "@/modules/inventory/schema";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import type { TxContext } from "@/platform/context";

/**
 * A lot with the warehouses where some of it lies, of all of which the person must be allowed to dispose. The stock of
 * its item is locked first, everywhere, as a posting does it: who reserves or ships has finished, or sees what becomes
 * of the lot. Then the lot itself, against whoever brings some of it where there was none of its item.
 *
 * @throws lotNotFound, warehouseNotGranted
 */
export async function lockLot(ctx: TxContext, lotId: string) {
  await ctx.db.execute(sql`
    select 1 from ${stockAvailability} a where a.variant_id = (select variant_id from ${lots} where id = ${lotId}::uuid)
    order by a.warehouse_id for update`);
  const [lot] = await ctx.db
    .select({
      id: lots.id,
      code: lots.code,
      variantId: lots.variantId,
      sku: variants.sku,
      blockReason: lots.blockReason,
    })
    .from(lots)
    .innerJoin(variants, eq(variants.id, lots.variantId))
    .where(eq(lots.id, lotId))
    .for("update", { of: lots });
  if (!lot) throw lotNotFound({ lotId });
  const places = await ctx.db
    .selectDistinct({ warehouseId: stockBalances.warehouseId })
    .from(stockBalances)
    .where(sql`${stockBalances.lotId} = ${lotId} and ${stockBalances.onHand} > 0`);
  for (const { warehouseId } of places) assertWarehouse(ctx, warehouseId);
  return { ...lot, warehouseIds: places.map(({ warehouseId }) => warehouseId) };
}
