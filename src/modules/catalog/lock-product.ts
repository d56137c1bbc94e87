import type { TxContext } from "@/platform/context";
import { productNotFound } from "./contract";
import { type KnownProduct, ofProduct, readProducts } from "./product-rows";

/** A product with its variants, its row locked until the transaction ends. @throws productNotFound */
export async function lockProduct(ctx: TxContext, productId: string): Promise<KnownProduct> {
  const [product] = await readProducts(ctx, ofProduct(productId), { lock: true });
  if (!product) throw productNotFound({ productId });
  return product;
}
