import { eq, sql } from "drizzle-orm";
import { askApproval } from "@/modules/approvals/ask-approval";
import { formatVariant } from "@/modules/catalog/product";
import { products, variantColumns, variants } from "@/modules/catalog/schema";
import { changeOf, type RequestAdjustment } from "@/modules/inventory/contract";
import { reasonLabel } from "@/modules/inventory/inventory";
import { getUsableBin } from "@/modules/inventory/locations/get-usable-bin";
import { locationUnusable, variantUnknown } from "@/modules/inventory/refusals";
import { lots } from "@/modules/inventory/schema";
import type { Context, TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { formatQuantity } from "@/shared/quantity";

/**
 * Asks a second person to book an adjustment. Nothing is booked and nothing is held until then: whether the stock is
 * there is asked when it is approved.
 *
 * @throws locationUnusable, warehouseNotGranted, variantUnknown
 */
export async function requestAdjustment(ctx: Context, input: RequestAdjustment): Promise<{ approvalId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const { adjustment, reason } = input;
    const { variantId, locationId, lotId } = adjustment;
    const { warehouseId, code } = await getUsableBin(ctx, locationId);
    if (warehouseId === null) throw locationUnusable({ locationIds: [locationId] });
    const item = await getItem(ctx, variantId, lotId);
    return askApproval(ctx, {
      kind: "stock-adjustment",
      subjectId: variantId,
      warehouseId,
      label: `${formatVariant(item.title, item.optionValues)} in ${code}`,
      detail: describe(adjustment, item),
      payload: adjustment,
      reason,
    });
  });
}

/** `120 fewer, lot L-1: Damaged`; of a count `Counted 5 instead of 125: Damaged`, or no reason but the count. */
function describe(
  adjustment: RequestAdjustment["adjustment"],
  { unit, lotCode }: { unit: string; lotCode: string | null },
) {
  const change = changeOf(adjustment);
  const { count, reason } = adjustment;
  const quantity = (value: number) => formatQuantity(value, unit === "each" ? undefined : unit);
  const figure = count
    ? `Counted ${quantity(count.quantity)} instead of ${quantity(count.recorded)}`
    : `${quantity(Math.abs(change))} ${change > 0 ? "more" : "fewer"}`;
  const said = lotCode === null ? figure : `${figure}, lot ${lotCode}`;
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
