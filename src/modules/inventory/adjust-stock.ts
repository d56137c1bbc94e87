import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { toQuantity } from "@/shared/quantity";
import type { AdjustStock } from "./contract";
import { VIRTUAL_LOCATION_IDS } from "./inventory";
import { post } from "./ledger";

/** Corrects the recorded stock of a bin, with the reason. */
export async function adjustStock(ctx: Context, input: AdjustStock): Promise<{ transactionId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const isGain = input.change > 0;
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
