import { and, eq, inArray } from "drizzle-orm";
import { products, variants } from "@/modules/catalog/schema";
import { requireWarehouse } from "@/modules/users/require-warehouse";
import type { Context } from "@/platform/context";
import type { BinShortage, Shortage } from "./contract";
import { locations, stockAvailability, stockBalances } from "./schema";

type Wanted = { warehouseId: string; variantId: string; requested: number };

/** Says of each variant that cannot be had what was asked and what there is, by the names people know. */
export async function describeShortages(ctx: Pick<Context, "db">, wanted: readonly Wanted[]): Promise<Shortage[]> {
  const rows = await ctx.db
    .select({
      warehouseId: stockAvailability.warehouseId,
      variantId: variants.id,
      sku: variants.sku,
      title: products.title,
      onHand: stockAvailability.onHand,
      reserved: stockAvailability.reserved,
    })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .leftJoin(
      stockAvailability,
      and(
        eq(stockAvailability.variantId, variants.id),
        inArray(
          stockAvailability.warehouseId,
          wanted.map((row) => row.warehouseId),
        ),
      ),
    )
    .where(
      inArray(
        variants.id,
        wanted.map((row) => row.variantId),
      ),
    );
  return wanted.flatMap((row) => {
    const named = rows.find((candidate) => candidate.variantId === row.variantId);
    const stock = rows.find(
      (candidate) => candidate.variantId === row.variantId && candidate.warehouseId === row.warehouseId,
    );
    const available = (stock?.onHand ?? 0) - (stock?.reserved ?? 0);
    if (available >= row.requested) return [];
    return [
      {
        variantId: row.variantId,
        sku: named?.sku ?? "?",
        title: named?.title ?? "",
        requested: row.requested,
        available,
      },
    ];
  });
}

type WantedInBin = { locationId: string; variantId: string; lotId: string | null; delta: number };

/**
 * The same for bins: which of them hold less than is to be taken.
 * @throws warehouseNotGranted before a word is said of what lies where the person does not work.
 */
export async function describeBinShortages(
  ctx: Pick<Context, "db" | "actor">,
  wanted: readonly WantedInBin[],
): Promise<BinShortage[]> {
  const locationIds = wanted.map((row) => row.locationId);
  const variantIds = wanted.map((row) => row.variantId);
  const [places, goods, balances] = await Promise.all([
    ctx.db
      .select({ id: locations.id, code: locations.code, warehouseId: locations.warehouseId })
      .from(locations)
      .where(inArray(locations.id, locationIds)),
    ctx.db
      .select({ id: variants.id, sku: variants.sku, title: products.title })
      .from(variants)
      .innerJoin(products, eq(products.id, variants.productId))
      .where(inArray(variants.id, variantIds)),
    ctx.db
      .select()
      .from(stockBalances)
      .where(and(inArray(stockBalances.locationId, locationIds), inArray(stockBalances.variantId, variantIds))),
  ]);
  for (const { warehouseId } of places) if (warehouseId !== null) requireWarehouse(ctx, warehouseId);
  return wanted.flatMap((row) => {
    const balance = balances.find(
      (b) => b.locationId === row.locationId && b.variantId === row.variantId && b.lotId === row.lotId,
    );
    const available = balance?.onHand ?? 0;
    if (available >= -row.delta) return [];
    const variant = goods.find((candidate) => candidate.id === row.variantId);
    return [
      {
        variantId: row.variantId,
        sku: variant?.sku ?? "?",
        title: variant?.title ?? "",
        requested: -row.delta,
        available,
        locationId: row.locationId,
        locationCode: places.find((place) => place.id === row.locationId)?.code ?? "?",
      },
    ];
  });
}
