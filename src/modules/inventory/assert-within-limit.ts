import { eq, sql } from "drizzle-orm";
import { variants } from "@/modules/catalog/schema";
import { getShopSettings } from "@/modules/shop/queries";
import type { TxContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { can } from "@/shared/access";
import { UNIT_COST_SCALE } from "@/shared/money";
import { aboveLimit } from "./refusals";
import { adjustmentLimits } from "./schema";

type Change = { variantId: string; quantity: number };

/**
 * An adjustment counts whether it is more or fewer items, at the catalog's cost; what has no cost is limited by its
 * quantity alone. What nobody has asked for has no limit.
 *
 * @throws aboveLimit
 */
export async function assertWithinLimit(ctx: TxContext, changes: readonly Change[]): Promise<void> {
  if (ctx.actor.kind !== "person") return;
  const ids = arrayOf(
    changes.map(({ variantId }) => variantId),
    "uuid",
  );
  const rows = await ctx.db
    .select({
      quantityMax: adjustmentLimits.quantityMax,
      valueMax: adjustmentLimits.valueMax,
      variantId: variants.id,
      cost: variants.cost,
    })
    .from(adjustmentLimits)
    .leftJoin(variants, sql`${variants.id} = any(${ids})`)
    .where(eq(adjustmentLimits.role, ctx.actor.role));
  const [limit] = rows;
  if (!limit) return;

  const { quantityMax, valueMax } = limit;
  const costs = new Map(rows.map(({ variantId, cost }) => [variantId, cost]));
  for (const change of changes) {
    const quantity = Math.abs(change.quantity);
    const cost = costs.get(change.variantId) ?? null;
    const value = cost === null ? null : Math.round((quantity * cost) / UNIT_COST_SCALE);
    const isAbove =
      (quantityMax !== null && quantity > quantityMax) || (valueMax !== null && value !== null && value > valueMax);
    if (!isAbove) continue;
    const { currency } = await getShopSettings(ctx);
    const seesCost = can(ctx.actor, "catalog.see-cost");
    throw aboveLimit({ quantityMax, valueMax, currency, quantity, value: seesCost ? value : null });
  }
}
