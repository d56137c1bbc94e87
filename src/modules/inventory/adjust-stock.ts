import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { toQuantity } from "@/shared/quantity";
import { AdjustStock } from "./contract";
import { VIRTUAL_LOCATION_IDS } from "./inventory";
import { post } from "./ledger";

/** Makes the books agree with the shelf, and says why they did not. */
export async function adjustStock(ctx: Context, request: AdjustStock): Promise<{ transactionId: string }> {
  const input = AdjustStock.parse(request);
  const isGain = input.change > 0;
  return inTransaction(ctx, async (ctx) => {
    const { transactionId } = await post(ctx, {
      kind: "adjust",
      postingKey: `adjust:${newId()}`,
      reason: input.reason,
      note: input.note,
      movements: [
        {
          variantId: input.variantId,
          lotId: input.lotId,
          fromLocationId: isGain ? VIRTUAL_LOCATION_IDS.adjustment : input.locationId,
          toLocationId: isGain ? input.locationId : VIRTUAL_LOCATION_IDS.adjustment,
          quantity: toQuantity(Math.abs(input.change)),
          unitCost: null,
        },
      ],
    });
    return { transactionId };
  });
}
