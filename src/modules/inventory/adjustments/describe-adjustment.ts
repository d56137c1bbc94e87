import { eq, sql } from "drizzle-orm";
import { formatVariant } from "@/modules/catalog/product";
import { products, variantColumns, variants } from "@/modules/catalog/schema";
import { type AdjustStock, changeOf } from "@/modules/inventory/contract";
import { reasonLabel } from "@/modules/inventory/inventory";
import { getUsableBin } from "@/modules/inventory/locations/get-usable-bin";
import { locationUnusable, variantUnknown } from "@/modules/inventory/refusals";
import { lots } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { formatQuantity } from "@/shared/quantity";

type Described = Pick<AdjustStock, "variantId" | "locationId" | "lotId" | "change" | "count" | "serials" | "reason">;

/**
 * An adjustment as a second person reads it, and whose people hear of it.
 * @throws locationUnusable, warehouseNotGranted, variantUnknown
 */
export async function describeAdjustment(ctx: TxContext, adjustment: Described) {
  const { variantId, locationId, lotId } = adjustment;
  const { warehouseId, code } = await getUsableBin(ctx, locationId);
  if (warehouseId === null) throw locationUnusable({ locationIds: [locationId] });
  const item = await getItem(ctx, variantId, lotId);
  return {
    warehouseId,
    label: `${formatVariant(item.title, item.optionValues)} in ${code}`,
    detail: figureOf(adjustment, item),
  };
}

/** `120 fewer, lot L-1: Damaged`; of a count `Counted 5 instead of 125: Damaged`, or no reason but the count. */
function figureOf(adjustment: Described, { unit, lotCode }: { unit: string; lotCode: string | null }) {
  const change = changeOf(adjustment);
  const { count, reason, serials = [] } = adjustment;
  const quantity = (value: number) => formatQuantity(value, unit === "each" ? undefined : unit);
  const figure = count
    ? `Counted ${quantity(count.quantity)} instead of ${quantity(count.recorded)}`
    : `${quantity(Math.abs(change))} ${change > 0 ? "more" : "fewer"}`;
  const named = [lotCode !== null && `lot ${lotCode}`, serials.length > 0 && `serial numbers ${serials.join(", ")}`];
  const said = [figure, ...named.filter((name) => name !== false)].join(", ");
  return count && reason === "counted" ? said : `${said}: ${reasonLabel(reason)}`;
}

async function getItem(ctx: TxContext, variantId: string, lotId: string | null) {
  const [item] = await ctx.db
    .select({ ...variantColumns, lotCode: lots.code })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .leftJoin(lots, sql`${lots.id} = ${lotId}::uuid and ${lots.variantId} = ${variants.id}`)
    .where(eq(variants.id, variantId));
  if (!item) throw variantUnknown({ variantIds: [variantId] });
  return item;
}
