import { eq, sql } from "drizzle-orm";
import { variants } from "@/modules/catalog/schema";
import { getShopSettings } from "@/modules/shop/queries";
import type { TxContext } from "@/platform/context";
import { can } from "@/shared/access";
import { UNIT_COST_SCALE } from "@/shared/money";
import { aboveLimit } from "./refusals";
import { adjustmentLimits } from "./schema";

/**
 * An adjustment counts whether it is more or fewer items, at the catalog's cost; what has no cost is limited by its
 * quantity alone. Jobs and commands have no limit.
 *
 * @throws aboveLimit
 */
export async function assertWithinLimit(ctx: TxContext, variantId: string, change: number): Promise<void> {
  if (ctx.actor.kind !== "person") return;
  const quantity = Math.abs(change);
  const [limit] = await ctx.db
    .select({
      quantityMax: adjustmentLimits.quantityMax,
      valueMax: adjustmentLimits.valueMax,
      cost: variants.cost,
    })
    .from(adjustmentLimits)
    .leftJoin(variants, sql`${variants.id} = ${variantId}::uuid`)
    .where(eq(adjustmentLimits.role, ctx.actor.role));
  if (!limit) return;

  const { quantityMax, valueMax, cost } = limit;
  const value = cost === null ? null : Math.round((quantity * cost) / UNIT_COST_SCALE);
  const isAbove =
    (quantityMax !== null && quantity > quantityMax) || (valueMax !== null && value !== null && value > valueMax);
  if (!isAbove) return;
  const { currency } = await getShopSettings(ctx);
  const seesCost = can(ctx.actor, "catalog.see-cost");
  throw aboveLimit({ quantityMax, valueMax, currency, quantity, value: seesCost ? value : null });
}
