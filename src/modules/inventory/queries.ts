import { and, asc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { variantsById } from "@/modules/catalog/queries";
import { products, variants } from "@/modules/catalog/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context } from "@/platform/context";
import { type Quantity, ZERO } from "@/shared/quantity";
import { variantUnknown } from "./contract";
import { locations, lots, reorderPoints, stockAvailability, stockBalances } from "./schema";
import { asQuantity, sumOf } from "./sums";

export async function findLocation(ctx: Pick<Context, "db">, locationId: string) {
  const [location] = await ctx.db
    .select()
    .from(locations)
    .where(and(eq(locations.id, locationId), isNull(locations.archivedAt)));
  return location ?? null;
}

/** Every warehouse one may use, with its zones and bins, in the order of their codes. */
export async function listLocations(ctx: Context) {
  return ctx.db
    .select({
      id: locations.id,
      kind: locations.kind,
      parentId: locations.parentId,
      warehouseId: locations.warehouseId,
      code: locations.code,
      name: locations.name,
    })
    .from(locations)
    .where(
      and(
        inArray(locations.kind, ["warehouse", "zone", "bin"]),
        isNull(locations.archivedAt),
        warehouseScope(ctx, locations.warehouseId),
      ),
    )
    .orderBy(asc(sql`${locations.kind} <> 'warehouse'`), asc(locations.code), asc(locations.id));
}

/** What a scanner reads on a shelf: the bin of that code, in any warehouse one may use. */
export async function findBinsByCode(ctx: Context, code: string) {
  const warehouse = alias(locations, "warehouse");
  return ctx.db
    .select({
      id: locations.id,
      code: locations.code,
      name: locations.name,
      warehouseId: warehouse.id,
      warehouseName: warehouse.name,
    })
    .from(locations)
    .innerJoin(warehouse, eq(warehouse.id, locations.warehouseId))
    .where(
      and(
        eq(sql`lower(${locations.code})`, code.toLowerCase()),
        eq(locations.kind, "bin"),
        isNull(locations.archivedAt),
        warehouseScope(ctx, locations.warehouseId),
      ),
    )
    .limit(10);
}

/** What lies in a bin. */
export async function listBinContents(ctx: Context, { locationId }: { locationId: string }) {
  return ctx.db
    .select({
      variantId: variants.id,
      sku: variants.sku,
      title: products.title,
      optionValues: variants.optionValues,
      unit: variants.unit,
      lotId: lots.id,
      lotCode: lots.code,
      expiresOn: lots.expiresOn,
      onHand: stockBalances.onHand,
    })
    .from(stockBalances)
    .innerJoin(variants, eq(variants.id, stockBalances.variantId))
    .innerJoin(products, eq(products.id, variants.productId))
    .leftJoin(lots, eq(lots.id, stockBalances.lotId))
    .where(
      and(
        eq(stockBalances.locationId, locationId),
        gt(stockBalances.onHand, ZERO),
        warehouseScope(ctx, stockBalances.warehouseId),
      ),
    )
    .orderBy(asc(products.title), asc(variants.sku))
    .limit(1_000);
}

/** How many variants lie in each bin; empty bins are left out. */
export async function countBinContents(ctx: Context) {
  return ctx.db
    .select({
      locationId: stockBalances.locationId,
      variantCount: sql`count(distinct ${stockBalances.variantId})`.mapWith(Number),
    })
    .from(stockBalances)
    .where(and(gt(stockBalances.onHand, ZERO), warehouseScope(ctx, stockBalances.warehouseId)))
    .groupBy(stockBalances.locationId);
}

/** What a stock card is about. @throws Refusal when there is no such variant */
export async function getStockedVariant(ctx: Context, { variantId }: { variantId: string }) {
  const [variant] = await variantsById(ctx, [variantId]);
  if (!variant) throw variantUnknown({ variantIds: [variantId] });
  return variant;
}

/** Where a variant lies: its bins and lots. */
export async function listBalances(ctx: Context, { variantId }: { variantId: string }) {
  const warehouse = alias(locations, "warehouse");
  return ctx.db
    .select({
      locationId: locations.id,
      locationCode: locations.code,
      warehouseId: warehouse.id,
      warehouseName: warehouse.name,
      lotId: lots.id,
      lotCode: lots.code,
      expiresOn: lots.expiresOn,
      onHand: stockBalances.onHand,
    })
    .from(stockBalances)
    .innerJoin(locations, eq(locations.id, stockBalances.locationId))
    .innerJoin(warehouse, eq(warehouse.id, stockBalances.warehouseId))
    .leftJoin(lots, eq(lots.id, stockBalances.lotId))
    .where(
      and(
        eq(stockBalances.variantId, variantId),
        gt(stockBalances.onHand, ZERO),
        warehouseScope(ctx, stockBalances.warehouseId),
      ),
    )
    .orderBy(asc(warehouse.name), asc(locations.code), asc(lots.expiresOn));
}

/** What is there, promised and free of each variant at a warehouse. */
export async function listAvailability(
  ctx: Context,
  { warehouseId, variantIds }: { warehouseId: string; variantIds: readonly string[] },
) {
  if (variantIds.length === 0) return [];
  return ctx.db
    .select({
      variantId: stockAvailability.variantId,
      onHand: stockAvailability.onHand,
      reserved: stockAvailability.reserved,
      available: asQuantity(sql`${stockAvailability.onHand} - ${stockAvailability.reserved}`),
    })
    .from(stockAvailability)
    .where(
      and(
        eq(stockAvailability.warehouseId, warehouseId),
        inArray(stockAvailability.variantId, [...variantIds]),
        warehouseScope(ctx, stockAvailability.warehouseId),
      ),
    );
}

/** The same of one variant at each warehouse, with its reorder point. */
export async function listAvailabilityByWarehouse(ctx: Context, { variantId }: { variantId: string }) {
  return ctx.db
    .select({
      warehouseId: locations.id,
      warehouseName: locations.name,
      onHand: sql<Quantity>`coalesce(${stockAvailability.onHand}, 0)`.mapWith(stockAvailability.onHand),
      reserved: sql<Quantity>`coalesce(${stockAvailability.reserved}, 0)`.mapWith(stockAvailability.reserved),
      reorderPoint: reorderPoints.quantity,
    })
    .from(locations)
    .leftJoin(
      stockAvailability,
      and(eq(stockAvailability.warehouseId, locations.id), eq(stockAvailability.variantId, variantId)),
    )
    .leftJoin(reorderPoints, and(eq(reorderPoints.warehouseId, locations.id), eq(reorderPoints.variantId, variantId)))
    .where(and(eq(locations.kind, "warehouse"), isNull(locations.archivedAt), warehouseScope(ctx, locations.id)))
    .orderBy(asc(locations.name));
}

export async function listOnHandByProduct(ctx: Context, { productIds }: { productIds: readonly string[] }) {
  if (productIds.length === 0) return [];
  return ctx.db
    .select({
      productId: variants.productId,
      onHand: sumOf(stockAvailability.onHand),
      available: asQuantity(sql`coalesce(sum(${stockAvailability.onHand} - ${stockAvailability.reserved}), 0)`),
    })
    .from(variants)
    .leftJoin(
      stockAvailability,
      and(eq(stockAvailability.variantId, variants.id), warehouseScope(ctx, stockAvailability.warehouseId)),
    )
    .where(inArray(variants.productId, [...productIds]))
    .groupBy(variants.productId);
}

/** The same for single variants. */
export async function listOnHandByVariant(ctx: Context, { variantIds }: { variantIds: readonly string[] }) {
  if (variantIds.length === 0) return [];
  return ctx.db
    .select({
      variantId: variants.id,
      onHand: sumOf(stockAvailability.onHand),
      available: asQuantity(sql`coalesce(sum(${stockAvailability.onHand} - ${stockAvailability.reserved}), 0)`),
    })
    .from(variants)
    .leftJoin(
      stockAvailability,
      and(eq(stockAvailability.variantId, variants.id), warehouseScope(ctx, stockAvailability.warehouseId)),
    )
    .where(inArray(variants.id, [...variantIds]))
    .groupBy(variants.id);
}
