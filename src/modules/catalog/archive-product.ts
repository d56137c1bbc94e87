import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { productArchived, type ProductRef, productRestored } from "./contract";
import { lockProduct, setArchived } from "./edit-product";
import { recordProductChange, tellOf } from "./product-change";

/** Takes a product out of lists and new orders; its history and its stock stay. Twice is once. */
export const archiveProduct = (ctx: Context, input: ProductRef) => changeArchived(ctx, input, true);

/** Brings an archived product back as it was. */
export const restoreProduct = (ctx: Context, input: ProductRef) => changeArchived(ctx, input, false);

async function changeArchived(ctx: Context, { productId }: ProductRef, archived: boolean) {
  return inTransaction(ctx, async (ctx) => {
    const before = await lockProduct(ctx, productId);
    if (before.archived === archived) return { productId, version: before.version };
    const after = await setArchived(ctx, before, archived);
    recordProductChange(ctx, before, after);
    tellOf(ctx, archived ? productArchived : productRestored, after);
    return { productId, version: before.version + 1 };
  });
}
