import type { AdjustStock } from "@/modules/inventory/contract";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { postAdjustment } from "./post-adjustment";

/** Corrects the recorded stock of a bin, with the reason; a count without a difference is recorded too. */
export async function adjustStock(ctx: Context, input: AdjustStock): Promise<{ transactionId: string }> {
  return inTransaction(ctx, (ctx) => postAdjustment(ctx, input));
}
