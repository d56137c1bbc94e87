import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import type { ReceiveStock } from "./contract";
import { ensureLots } from "./ensure-lots";
import { VIRTUAL_LOCATION_IDS } from "./inventory";
import { post } from "./ledger";
import type { SourceDocument } from "./posting";

/** Receives stock from suppliers. `document` is what it was ordered by, where there is one. */
export async function receiveStock(
  ctx: Context,
  input: ReceiveStock & { document?: SourceDocument },
): Promise<{ transactionId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const lotIds = await ensureLots(ctx, input.lines);
    const { transactionId } = await post(ctx, {
      kind: "receive",
      postingKey: `receive:${newId()}`,
      reference: input.reference,
      note: input.note,
      ...(input.document ? { document: input.document } : {}),
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
