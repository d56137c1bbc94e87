import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { productRestored, type ProductRef } from "./contract";
import { lockProduct } from "./lock-product";
import { emitProductEvent, recordProductChange } from "./product-change";
import { updateProducts } from "./product-rows";

/** Restores an archived product as it was. */
export async function restoreProduct(ctx: Context, { productId }: ProductRef) {
  return inTransaction(ctx, async (ctx) => {
    const before = await lockProduct(ctx, productId);
    if (!before.archived) return { productId, version: before.version };
    const after = { ...before, archived: false };
    await updateProducts(ctx, [after]);
    recordProductChange(ctx, before, after);
    emitProductEvent(ctx, productRestored, after);
    return { productId, version: before.version + 1 };
  });
}
