import { and, eq, ne, sql } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { arrayOf } from "@/platform/database/rows";
import { barcodeTaken, categoryNotFound, choiceInvalid, handleTaken, skuTaken } from "./contract";
import { foldText } from "./product";
import type { KnownProduct } from "./product-rows";
import { barcodes, categories, products, variants } from "./schema";

/**
 * What must be true within one product, whatever the rest of the catalog holds. @throws Refusal naming the first fault
 */
export function assertValidOptions(product: KnownProduct): void {
  const refuse = (reason: string) => {
    throw choiceInvalid({ reason });
  };
  const twice = firstRepeated(product.optionNames.map(foldText));
  if (twice) refuse(`Two options are called ${twice}.`);
  for (const variant of product.variants) {
    if (variant.archived || variant.optionValues.length === product.optionNames.length) continue;
    refuse(`${variant.sku} needs one value for each option: ${product.optionNames.join(", ") || "there is none"}.`);
  }
  const offered = product.variants.filter(({ archived }) => !archived);
  const choice = firstRepeated(offered.map(({ optionValues }) => optionValues.map(foldText).join(" / ")));
  if (choice !== null)
    refuse(choice === "" ? "Without options a product has one variant." : `Two variants are ${choice}.`);
  const sku = firstRepeated(product.variants.map((variant) => foldText(variant.sku)));
  if (sku) refuse(`Two variants have the SKU ${sku}.`);
  const barcode = firstRepeated(product.variants.flatMap((variant) => variant.barcodes));
  if (barcode) refuse(`Two variants have the barcode ${barcode}.`);
  for (const variant of product.variants) {
    const pack = firstRepeated(variant.packs.map(({ name }) => foldText(name)));
    if (pack) refuse(`${variant.sku} has two packs called ${pack}.`);
  }
}

function firstRepeated(texts: readonly string[]): string | null {
  const seen = new Set<string>();
  for (const text of texts) {
    if (seen.has(text)) return text;
    seen.add(text);
  }
  return null;
}

/**
 * Every SKU and barcode of `product` is its own or free, and its category is there. @throws Refusal naming all that are
 * taken
 */
export async function assertCodesAvailable(ctx: TxContext, product: KnownProduct): Promise<void> {
  const elsewhere = ne(variants.productId, product.id);
  const held = { productId: variants.productId, title: products.title };
  const skus = product.variants.map(({ sku }) => sku);
  const takenSkus = await ctx.db
    .select({ code: variants.sku, ...held })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .where(
      and(sql`lower(${variants.sku}) in (select lower(sku) from unnest(${arrayOf(skus, "text")}) as sku)`, elsewhere),
    );
  if (takenSkus.length > 0) throw skuTaken({ taken: takenSkus });

  const codes = product.variants.flatMap((variant) => variant.barcodes);
  const takenCodes = await ctx.db
    .select({ code: barcodes.code, ...held })
    .from(barcodes)
    .innerJoin(variants, eq(variants.id, barcodes.variantId))
    .innerJoin(products, eq(products.id, variants.productId))
    .where(and(sql`${barcodes.code} = any(${arrayOf(codes, "text")})`, elsewhere));
  if (takenCodes.length > 0) throw barcodeTaken({ taken: takenCodes });
  await assertCategoryExists(ctx, product.categoryId);
}

export async function assertCategoryExists(ctx: TxContext, categoryId: string | null): Promise<void> {
  if (categoryId === null) return;
  const [found] = await ctx.db.select({ id: categories.id }).from(categories).where(eq(categories.id, categoryId));
  if (!found) throw categoryNotFound({ categoryId });
}

/** Runs a write that may lose a race for a code: the loser gets the same refusal as someone who comes late. */
export const refuseTakenCodes = <Result>(handle: string, write: () => Promise<Result>): Promise<Result> =>
  refuseOn(
    {
      variants_sku_is_taken: () => skuTaken({ taken: [] }),
      barcodes_pkey: () => barcodeTaken({ taken: [] }),
      products_handle_is_taken: () => handleTaken({ handle }),
    },
    write,
  );
