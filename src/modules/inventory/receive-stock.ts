import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { ReceiveStock } from "./contract";
import { ensureLots } from "./ensure-lots";
import { VIRTUAL_LOCATION_IDS } from "./inventory";
import { post } from "./ledger";

/** Takes goods from suppliers into bins. */
export async function receiveStock(ctx: Context, request: ReceiveStock): Promise<{ transactionId: string }> {
  const input = ReceiveStock.parse(request);
  return inTransaction(ctx, async (ctx) => {
    const lotIds = await ensureLots(ctx, input.lines);
    const { transactionId } = await post(ctx, {
      kind: "receive",
      postingKey: `receive:${newId()}`,
      reference: input.reference,
      note: input.note,
      movements: input.lines.map((line, index) => ({
        variantId: line.variantId,
        lotId: lotIds[index] ?? null,
        fromLocationId: VIRTUAL_LOCATION_IDS.supplier,
        toLocationId: line.locationId,
        quantity: line.quantity,
        unitCost: line.unitCost,
      })),
    });
    return { transactionId };
  });
}
