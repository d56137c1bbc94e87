import { and, asc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type * as z from "zod";
import { variantsById } from "@/modules/catalog/queries";
import { variants } from "@/modules/catalog/schema";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context, ReadContext, TxContext } from "@/platform/context";
import { keyset } from "@/platform/database/keyset";
import { inLetters } from "@/platform/database/letters";
import { asCount, asQuantity } from "@/platform/database/numbers";
import { arrayOf } from "@/platform/database/rows";
import { ROLES } from "@/shared/access";
import { ZERO } from "@/shared/quantity";
import { adjustmentLimits } from "./adjustments/schema";
import { lotState, stockFigures } from "./available";
import {
  type ListAvailability,
  type ListLocations,
  type ListOnHandByProduct,
  type ListOnHandByVariant,
  type VariantRef,
} from "./contract";
import { isInLot } from "./lots/in-lot";
import { variantUnknown } from "./refusals";
import { reorderPoints } from "./reorder-points/schema";
import { locations, lots, stockAvailability, stockBalances } from "./schema";
import { BALANCES_LISTED_MAX } from "./serials/serial";
import type { ListBalances } from "./serials/serial-input";

const WAREHOUSES_MAX = 1_000;

const figures = stockFigures();

/**
 * An active location, locked until the transaction ends: `key share` where it must not be archived meanwhile, `no key
 * update` where others who change it must wait and postings need not, `update` where postings must wait too.
 */
export async function findLocation(
  ctx: TxContext,
  locationId: string,
  strength: "key share" | "no key update" | "update",
) {
  const [location] = await ctx.db
    .select()
    .from(locations)
    .where(and(eq(locations.id, locationId), isNull(locations.archivedAt)))
    .for(strength);
  return location ?? null;
}

const LOCATIONS_SORT = keyset(
  [sql`(case when ${locations.kind} = 'warehouse' then 0 else 1 end)`, "bigint"],
  [
    inLetters(sql`(case when ${locations.kind} = 'warehouse' then ${locations.name} else ${locations.code} end)`),
    "text",
  ],
  [locations.id, "uuid"],
);

/** The warehouses in scope by name, then their zones and bins as one walks past them: A-2 before A-10. */
export async function listLocations(ctx: ReadContext, input: ListLocations) {
  const rows = await ctx.db
    .select({
      id: locations.id,
      kind: locations.kind,
      parentId: locations.parentId,
      warehouseId: locations.warehouseId,
      code: locations.code,
      name: locations.name,
      /** Of a warehouse in another country than the shop. */
      shipsFrom: sql<{ country: string; postcode: string } | null>`case when ${locations.country} <> '' then
        jsonb_build_object('country', ${locations.country}, 'postcode', ${locations.postcode}) end`,
      keys: LOCATIONS_SORT.keys,
    })
    .from(locations)
    .where(
      and(
        inArray(locations.kind, ["warehouse", "zone", "bin"]),
        isNull(locations.archivedAt),
        warehouseScope(ctx, locations.warehouseId),
        LOCATIONS_SORT.after(input),
      ),
    )
    .orderBy(...LOCATIONS_SORT.order())
    .limit(input.limit + 1);
  return LOCATIONS_SORT.toPage(rows, input);
}

const COUNTS_SORT = keyset([stockBalances.locationId, "uuid"]);

/** The number of variants in each bin; empty bins are left out. */
export async function countBinContents(ctx: ReadContext, input: ListLocations) {
  const rows = await ctx.db
    .select({
      locationId: stockBalances.locationId,
      variantCount: asCount(sql`count(distinct ${stockBalances.variantId})`),
      keys: COUNTS_SORT.keys,
    })
    .from(stockBalances)
    .where(
      and(gt(stockBalances.onHand, ZERO), warehouseScope(ctx, stockBalances.warehouseId), COUNTS_SORT.after(input)),
    )
    .groupBy(stockBalances.locationId)
    .orderBy(...COUNTS_SORT.order())
    .limit(input.limit + 1);
  return COUNTS_SORT.toPage(rows, input);
}

/** The variant of a stock card. @throws variantUnknown */
export async function getStockedVariant(ctx: Context, { variantId }: VariantRef) {
  const [variant] = await variantsById(ctx, [variantId]);
  if (!variant) throw variantUnknown({ variantIds: [variantId] });
  return variant;
}

/** The balances of a variant by bin and lot, or by bin alone. */
export async function listBalances(ctx: ReadContext, { variantId, lot, byBin = false }: z.input<typeof ListBalances>) {
  const warehouse = alias(locations, "warehouse");
  const bin = { locationId: locations.id, locationCode: locations.code };
  const within = { warehouseId: warehouse.id, warehouseName: warehouse.name };
  const ofLot = { lotId: lots.id, lotCode: lots.code, ...lotState };
  const isHeld = and(
    eq(stockBalances.variantId, variantId),
    gt(stockBalances.onHand, ZERO),
    warehouseScope(ctx, stockBalances.warehouseId),
    lot === undefined ? undefined : isInLot(ctx, lot),
  );
  if (!byBin)
    return ctx.db
      .select({ ...bin, ...within, ...ofLot, onHand: stockBalances.onHand })
      .from(stockBalances)
      .innerJoin(locations, eq(locations.id, stockBalances.locationId))
      .innerJoin(warehouse, eq(warehouse.id, stockBalances.warehouseId))
      .leftJoin(lots, eq(lots.id, stockBalances.lotId))
      .where(isHeld)
      .orderBy(inLetters(warehouse.name), inLetters(locations.code), asc(lots.expiresOn), inLetters(lots.code))
      .limit(BALANCES_LISTED_MAX);
  const sums = await ctx.db
    .select({ ...bin, ...within, onHand: asQuantity(sql`sum(${stockBalances.onHand})`) })
    .from(stockBalances)
    .innerJoin(locations, eq(locations.id, stockBalances.locationId))
    .innerJoin(warehouse, eq(warehouse.id, stockBalances.warehouseId))
    .where(isHeld)
    .groupBy(locations.id, warehouse.id)
    .orderBy(inLetters(warehouse.name), inLetters(locations.code))
    .limit(BALANCES_LISTED_MAX);
  return sums.map((sum) => ({ ...sum, ...NO_LOT }));
}

const NO_LOT = {
  lotId: null,
  lotCode: null,
  expiresOn: null,
  isExpired: false,
  isBlocked: false,
  blockReason: null,
};

/** What is on hand, reserved, expired and available of each variant at a warehouse. */
export async function listAvailability(ctx: ReadContext, { warehouseId, variantIds }: ListAvailability) {
  if (variantIds.length === 0) return [];
  return ctx.db
    .select({
      variantId: stockAvailability.variantId,
      onHand: stockAvailability.onHand,
      reserved: stockAvailability.reserved,
      expired: asQuantity(figures.expired),
      blocked: asQuantity(figures.blocked),
      available: asQuantity(figures.available),
    })
    .from(stockAvailability)
    .where(
      and(
        eq(stockAvailability.warehouseId, warehouseId),
        sql`${stockAvailability.variantId} = any(${arrayOf(variantIds, "uuid")})`,
        warehouseScope(ctx, stockAvailability.warehouseId),
      ),
    );
}

/** The same of one variant at each warehouse, with its reorder point. */
export async function listAvailabilityByWarehouse(ctx: ReadContext, { variantId }: VariantRef) {
  return ctx.db
    .select({
      warehouseId: locations.id,
      warehouseName: locations.name,
      onHand: asQuantity(sql`coalesce(${stockAvailability.onHand}, 0)`),
      reserved: asQuantity(sql`coalesce(${stockAvailability.reserved}, 0)`),
      /** What orders wait for here. */
      waiting: asQuantity(sql`coalesce(${stockAvailability.waiting}, 0)`),
      /** What drafts hold here. */
      held: asQuantity(figures.held),
      expired: asQuantity(figures.expired),
      blocked: asQuantity(figures.blocked),
      available: asQuantity(figures.available),
      reorderPoint: reorderPoints.quantity,
    })
    .from(locations)
    .leftJoin(
      stockAvailability,
      and(eq(stockAvailability.warehouseId, locations.id), eq(stockAvailability.variantId, variantId)),
    )
    .leftJoin(reorderPoints, and(eq(reorderPoints.warehouseId, locations.id), eq(reorderPoints.variantId, variantId)))
    .where(and(eq(locations.kind, "warehouse"), isNull(locations.archivedAt), warehouseScope(ctx, locations.id)))
    .orderBy(inLetters(locations.name))
    .limit(WAREHOUSES_MAX);
}

export async function listOnHandByProduct(ctx: ReadContext, { productIds }: ListOnHandByProduct) {
  if (productIds.length === 0) return [];
  return ctx.db
    .select({
      productId: variants.productId,
      onHand: asQuantity(sql`coalesce(sum(${stockAvailability.onHand}), 0)`),
      available: asQuantity(sql`coalesce(sum(${figures.available}), 0)`),
    })
    .from(variants)
    .leftJoin(
      stockAvailability,
      and(eq(stockAvailability.variantId, variants.id), warehouseScope(ctx, stockAvailability.warehouseId)),
    )
    .where(sql`${variants.productId} = any(${arrayOf(productIds, "uuid")})`)
    .groupBy(variants.productId);
}

/** The same for single variants. */
export async function listOnHandByVariant(ctx: ReadContext, { variantIds }: ListOnHandByVariant) {
  if (variantIds.length === 0) return [];
  return ctx.db
    .select({
      variantId: variants.id,
      onHand: asQuantity(sql`coalesce(sum(${stockAvailability.onHand}), 0)`),
      available: asQuantity(sql`coalesce(sum(${figures.available}), 0)`),
      waiting: asQuantity(sql`coalesce(sum(${stockAvailability.waiting}), 0)`),
    })
    .from(variants)
    .leftJoin(
      stockAvailability,
      and(eq(stockAvailability.variantId, variants.id), warehouseScope(ctx, stockAvailability.warehouseId)),
    )
    .where(sql`${variants.id} = any(${arrayOf(variantIds, "uuid")})`)
    .groupBy(variants.id);
}

/** How much a person of each role may adjust at once; null is no limit. */
export async function listAdjustmentLimits(ctx: ReadContext) {
  const known = await ctx.db.select().from(adjustmentLimits);
  return ROLES.map((role) => {
    const limit = known.find((each) => each.role === role);
    return { role, quantityMax: limit?.quantityMax ?? null, valueMax: limit?.valueMax ?? null };
  });
}
