import { eq, sql } from "drizzle-orm";
import { variants } from "@/modules/catalog/schema";
import { getShopSettings } from "@/modules/shop/queries";
import type { Context, TxContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { can } from "@/shared/access";
import { UNIT_COST_SCALE } from "@/shared/money";
import { aboveLimit } from "./refusals";
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

const valueOf = (change: number, cost: number | null): number | null =>
  cost === null ? null : Math.round((Math.abs(change) * cost) / UNIT_COST_SCALE);

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

/** @throws aboveLimit for the first change that is above the limit of the person who asks */
export async function assertWithinLimit(ctx: TxContext, changes: readonly Change[]): Promise<void> {
  const limit = await findAdjustmentLimit(ctx);
  if (!limit) return;
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
  throw aboveLimit({ ...limit, currency, quantity: Math.abs(above.quantity), value });
}
