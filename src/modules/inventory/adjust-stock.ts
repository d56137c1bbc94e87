import { AdjustStock } from "@/modules/inventory/contract";
import { VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import { post } from "@/modules/inventory/ledger";
import { type Context, inTransaction, type TxContext } from "@/platform/context";
import { newId } from "@/shared/id";
import { toQuantity } from "@/shared/quantity";

/** Makes the books agree with the shelf, and says why they did not. */
export async function adjustStock(ctx: Context | TxContext, request: AdjustStock): Promise<{ transactionId: string }> {
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
