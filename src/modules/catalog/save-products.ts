import type { Context } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { productsChanged } from "./contract";
import { recordProductChange } from "./product-change";
import {
  insertBarcodes,
  insertProducts,
  insertVariants,
  type KnownProduct,
  type KnownVariant,
  updateProducts,
  updateVariants,
} from "./product-rows";

/** `before` is the locked row, null for a new product. Variants and codes are added, never removed. */
export type ProductChange = { before: KnownProduct | null; after: KnownProduct };

/** Creates and changes many products at once, in a few statements and with one event for all of them. */
export async function saveProducts(ctx: Context, changes: readonly ProductChange[]): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    if (changes.length === 0) return;
    const variants = changes.flatMap(changedVariants);
    await insertProducts(
      ctx,
      changes.filter(({ before }) => before === null).map(({ after }) => after),
    );
    await updateProducts(
      ctx,
      changes.filter(({ before }) => before !== null).map(({ after }) => after),
    );
    await updateVariants(
      ctx,
      variants.filter(({ before }) => before !== undefined).map(({ after }) => after),
    );
    await insertVariants(
      ctx,
      variants.filter(({ before }) => before === undefined).map(({ after }) => after),
    );
    await insertBarcodes(ctx, variants.flatMap(newBarcodes));
    for (const { before, after } of changes) recordProductChange(ctx, before, after);
    emit(ctx, productsChanged, { productIds: changes.map(({ after }) => after.id) });
  });
}

type VariantChange = { before: KnownVariant | undefined; after: KnownVariant };

function changedVariants({ before, after }: ProductChange): VariantChange[] {
  const known = new Map(before?.variants.map((variant) => [variant.id, variant]));
  return after.variants
    .map((variant) => ({ before: known.get(variant.id), after: variant }))
    .filter((change) => change.before !== change.after);
}

const newBarcodes = ({ before, after }: VariantChange) =>
  after.barcodes.filter((code) => !before?.barcodes.includes(code)).map((code) => ({ code, variantId: after.id }));
