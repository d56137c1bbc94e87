import { inArray } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { productNotFound } from "./contract";
import { type KnownProduct, ofProduct, readProducts } from "./product-rows";
import { variants } from "./schema";

/** A product with its variants, its row locked until the transaction ends. @throws productNotFound */
export async function lockProduct(ctx: TxContext, productId: string): Promise<KnownProduct> {
  const [product] = await readProducts(ctx, ofProduct(productId), { lock: true });
  if (!product) throw productNotFound({ productId });
  return product;
}

/** Waits until orders that name these variants are written, and keeps others waiting until the transaction ends. */
export async function lockVariants(ctx: TxContext, variantIds: readonly string[]): Promise<void> {
  await ctx.db
    .select({ id: variants.id })
    .from(variants)
    .where(inArray(variants.id, [...variantIds]))
    .orderBy(variants.id)
    .for("update");
}
