import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { assertArchivable } from "./assert-archivable";
import { type ArchiveProduct, productArchived } from "./contract";
import { lockProduct, lockVariants } from "./lock-product";
import { emitProductEvent, recordProductChange } from "./product-change";
import { updateProducts } from "./product-rows";

/**
 * Takes a product out of lists and new orders; its history and its stock are kept. Idempotent.
 * @throws inUseElsewhere, stillInUse
 */
export async function archiveProduct(ctx: Context, { productId, acceptUse }: ArchiveProduct) {
  return inTransaction(ctx, async (ctx) => {
    const before = await lockProduct(ctx, productId);
    if (before.archived) return { productId, version: before.version };
    const thingIds = before.variants.map(({ id }) => id);
    await lockVariants(ctx, thingIds);
    await assertArchivable(ctx, { label: before.title, thingIds, accepted: acceptUse });
    const after = { ...before, archived: true };
    await updateProducts(ctx, [after]);
    recordProductChange(ctx, before, after);
    emitProductEvent(ctx, productArchived, after);
    return { productId, version: before.version + 1 };
  });
}
