import { and, eq, gte, not, sql } from "drizzle-orm";
import { variants } from "@/modules/catalog/schema";
import { aboveLimit } from "@/modules/inventory/refusals";
import { isOwnEntry, isReversedEntry } from "@/modules/inventory/reversible";
import { stockMovements, stockTransactions } from "@/modules/inventory/schema";
import { getShopSettings } from "@/modules/shop/queries";
import { shopTodayBegan } from "@/modules/shop/shop-today";
import type { Context, TxContext } from "@/platform/context";
import { asQuantity } from "@/platform/database/numbers";
import { arrayOf } from "@/platform/database/rows";
import { can } from "@/shared/access";
import { costOf, type Money, toUnitCost } from "@/shared/money";
import { adjustmentLimits } from "./schema";

export type AdjustmentLimit = { quantityMax: number | null; valueMax: number | null };

/** The limit of the person who asks; null where there is none. Jobs and commands of the system have no limit. */
export async function findAdjustmentLimit(ctx: Pick<Context, "db" | "actor">): Promise<AdjustmentLimit | null> {
  if (ctx.actor.kind !== "person") return null;
  const [limit] = await ctx.db
    .select({ quantityMax: adjustmentLimits.quantityMax, valueMax: adjustmentLimits.valueMax })
    .from(adjustmentLimits)
    .where(eq(adjustmentLimits.role, ctx.actor.role));
  return limit ?? null;
}

const valueOf = (change: number, cost: number | null): Money | null =>
  cost === null ? null : costOf(toUnitCost(cost), Math.abs(change));

/**
 * An adjustment counts whether it is more or fewer items, at the catalog's cost; what has no cost is limited by its
 * quantity alone.
 */
export function isAboveLimit({ quantityMax, valueMax }: AdjustmentLimit, change: number, cost: number | null): boolean {
  const value = valueOf(change, cost);
  return (
    (quantityMax !== null && Math.abs(change) > quantityMax) ||
    (valueMax !== null && value !== null && value > valueMax)
  );
}

type Change = { variantId: string; quantity: number };

/**
 * Refuses changes of one bin that are above the limit of the person who asks. It is not passed in several steps either:
 * what the person has adjusted of one item in the bin today, this change included, counts as one. More and fewer count
 * apart, and what was reversed does not count.
 *
 * Asked after the posting, so that a limit of value weighs only what the person may adjust otherwise: of an item
 * elsewhere, or of more than there is, the answer tells nothing about its cost.
 *
 * @throws aboveLimit for the first change that is
 */
export async function assertWithinLimit(
  ctx: TxContext,
  limit: AdjustmentLimit | null,
  locationId: string,
  changes: readonly Change[],
): Promise<void> {
  if (!limit) return;
  await weigh(ctx, limit, changes);
  const ids = changes.map(({ variantId }) => variantId);
  const today = await readAdjustedToday(ctx, locationId, ids);
  const sums = changes.map(({ variantId, quantity }) => ({ variantId, quantity: today(variantId, quantity) }));
  await weigh(ctx, limit, sums, { isOfToday: true });
}

async function weigh(ctx: TxContext, limit: AdjustmentLimit, changes: readonly Change[], { isOfToday = false } = {}) {
  const ids = changes.map(({ variantId }) => variantId);
  const rows = await ctx.db
    .select({ id: variants.id, cost: variants.cost })
    .from(variants)
    .where(sql`${variants.id} = any(${arrayOf(ids, "uuid")})`);
  const costs = new Map(rows.map(({ id, cost }) => [id, cost]));
  const above = changes.find(({ variantId, quantity }) => isAboveLimit(limit, quantity, costs.get(variantId) ?? null));
  if (!above) return;
  const { currency } = await getShopSettings(ctx);
  const seesCost = can(ctx.actor, "catalog.see-cost");
  const value = seesCost ? valueOf(above.quantity, costs.get(above.variantId) ?? null) : null;
  throw aboveLimit({ ...limit, currency, quantity: Math.abs(above.quantity), value, isOfToday });
}

/**
 * How many items the person who asks has adjusted in one bin today, by item and by the direction of a change. Another
 * adjustment of the bin waits for the rows of this one and is then seen here.
 */
export async function readAdjustedToday(ctx: TxContext, locationId: string, variantIds: readonly string[]) {
  const isGain = sql<boolean>`${stockMovements.toLocationId} = ${locationId}`;
  const rows = await ctx.db
    .select({ variantId: stockMovements.variantId, isGain, sum: asQuantity(sql`sum(${stockMovements.quantity})`) })
    .from(stockTransactions)
    .innerJoin(stockMovements, eq(stockMovements.transactionId, stockTransactions.id))
    .where(
      and(
        gte(stockTransactions.recordedAt, shopTodayBegan),
        eq(stockTransactions.kind, "adjust"),
        isOwnEntry(ctx),
        not(isReversedEntry),
        sql`${stockMovements.variantId} = any(${arrayOf(variantIds, "uuid")})`,
        sql`${locationId} in (${stockMovements.fromLocationId}, ${stockMovements.toLocationId})`,
      ),
    )
    .groupBy(stockMovements.variantId, sql`2`);
  const sums = new Map(rows.map((row) => [`${row.variantId} ${row.isGain}`, row.sum]));
  return (variantId: string, change: number): number => sums.get(`${variantId} ${change > 0}`) ?? 0;
}
