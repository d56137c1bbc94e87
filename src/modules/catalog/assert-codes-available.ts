import { and, eq, ne, sql } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { arrayOf } from "@/platform/database/rows";
import { barcodeTaken, categoryNotFound, choiceInvalid, handleTaken, serialsNotOnHand, skuTaken } from "./contract";
import { foldText } from "./product";
import type { KnownProduct } from "./product-rows";
import { barcodes, categories, products, variants } from "./schema";

/** What must be true within one product, without a look at other products. @throws Refusal for the first fault */
export function assertValidOptions(product: KnownProduct): void {
  const refuse = (reason: string) => {
    throw choiceInvalid({ reason });
  };
  const twice = firstRepeated(product.optionNames.map(foldText));
  if (twice) refuse(`Two options are called ${twice}. Rename one of them.`);
  for (const variant of product.variants) {
    if (variant.archived || variant.optionValues.length === product.optionNames.length) continue;
    refuse(`Enter one value of ${variant.sku} for each option: ${product.optionNames.join(", ") || "there are none"}.`);
  }
  const offered = product.variants.filter(({ archived }) => !archived);
  const choice = firstRepeated(offered.map(({ optionValues }) => optionValues.map(foldText).join(" / ")));
  if (choice !== null)
    refuse(
      choice === ""
        ? "Add an option: a product without options has only one variant."
        : `Two variants are ${choice}. Change one of them.`,
    );
  const sku = firstRepeated(product.variants.map((variant) => foldText(variant.sku)));
  if (sku) refuse(`Two variants have the SKU ${sku}. Change one of them.`);
  const barcode = firstRepeated(product.variants.flatMap((variant) => variant.barcodes));
  if (barcode) refuse(`Two variants have the barcode ${barcode}. Remove one of them.`);
  const measured = product.variants.find(({ hasSerials, unit }) => hasSerials && unit !== "each");
  if (measured)
    refuse(`${measured.sku} is counted in ${measured.unit}: only what is counted in single items has serial numbers.`);
  for (const variant of product.variants) {
    const pack = firstRepeated(variant.packs.map(({ name }) => foldText(name)));
    if (pack) refuse(`${variant.sku} has two packs called ${pack}. Rename one of them.`);
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

/** No other product has a SKU or barcode of `product`. @throws Refusal naming all that are taken */
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

/**
 * Runs a write that may lose a race for a code: the loser gets the same refusal as a later request.
 * @throws also serialsNotOnHand, as the balances of `turnedOn` say
 */
export const refuseTakenCodes = <Result>(
  handle: string,
  write: () => Promise<Result>,
  turnedOn: readonly { sku: string }[] = [],
): Promise<Result> =>
  refuseOn(
    {
      variants_sku_is_taken: () => skuTaken({ taken: [] }),
      barcodes_pkey: () => barcodeTaken({ taken: [] }),
      products_handle_is_taken: () => handleTaken({ handle }),
      stock_balances_hold_single_pieces: () => serialsNotOnHand({ skus: turnedOn.map(({ sku }) => sku) }),
      stock_balances_hold_serials_once: () => serialsNotOnHand({ skus: turnedOn.map(({ sku }) => sku) }),
    },
    write,
  );
