import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { productArchived, type ProductRef } from "./contract";
import { lockProduct } from "./lock-product";
import { emitProductEvent, recordProductChange } from "./product-change";
import { updateProducts } from "./product-rows";

/** Takes a product out of lists and new orders; its history and its stock are kept. Idempotent. */
export async function archiveProduct(ctx: Context, { productId }: ProductRef) {
  return inTransaction(ctx, async (ctx) => {
    const before = await lockProduct(ctx, productId);
    if (before.archived) return { productId, version: before.version };
    const after = { ...before, archived: true };
    await updateProducts(ctx, [after]);
    recordProductChange(ctx, before, after);
    emitProductEvent(ctx, productArchived, after);
    return { productId, version: before.version + 1 };
  });
}
