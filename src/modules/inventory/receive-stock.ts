import { ReceiveStock } from "@/modules/inventory/contract";
import { ensureLots } from "@/modules/inventory/ensure-lots";
import { VIRTUAL_LOCATION_IDS } from "@/modules/inventory/inventory";
import { post } from "@/modules/inventory/ledger";
import { type Context, inTransaction, type TxContext } from "@/platform/context";
import { newId } from "@/shared/id";

/** Takes goods from suppliers into bins. */
export async function receiveStock(
  ctx: Context | TxContext,
  request: ReceiveStock,
): Promise<{ transactionId: string }> {
  const input = ReceiveStock.parse(request);
  return inTransaction(ctx, async (ctx) => {
    const lotIds = await ensureLots(ctx, input.lines);
    const { transactionId } = await post(ctx, {
      kind: "receive",
      postingKey: `receive:${newId()}`,
      note: [input.reference, input.note].filter(Boolean).join(" - "),
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
