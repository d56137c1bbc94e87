import { sql } from "drizzle-orm";
import type { Context, TxContext } from "@/platform/context";
import { startingWith } from "@/platform/database/search";
import { inTransaction } from "@/platform/transaction";
import { can } from "@/shared/access";
import { newId } from "@/shared/id";
import { refuseTakenCodes, assertCodesAvailable, assertValidOptions } from "./assert-codes-available";
import { choiceInvalid, costHidden, type CreateProduct, handleTaken, productCreated } from "./contract";
import { makeHandle, makeSku } from "./product";
import { recordProductChange, emitProductEvent } from "./product-change";
import { insertBarcodes, insertProducts, insertVariants, type KnownProduct, replacePacks } from "./product-rows";
import { products } from "./schema";
import { lockTaxCategory } from "./taxes/lock-tax-category";

const HANDLE_TRIES_MAX = 50;

/** Creates a product with its variants; handle and SKUs that were left out are made from title and options. */
export async function createProduct(ctx: Context, input: CreateProduct) {
  return inTransaction(ctx, async (ctx) => {
    if (input.variants.some(({ cost }) => cost !== undefined) && !can(ctx.actor, "catalog.see-cost"))
      throw costHidden({});
    const product = toProduct(input, await chooseHandle(ctx, input));
    assertValidOptions(product);
    if (product.taxCategoryId !== null) await lockTaxCategory(ctx, product.taxCategoryId, "key share");
    await assertCodesAvailable(ctx, product);

    await refuseTakenCodes(product.handle, () => write(ctx, product));
    recordProductChange(ctx, null, product);
    emitProductEvent(ctx, productCreated, product);
    return { productId: product.id, handle: product.handle, variantIds: product.variants.map(({ id }) => id) };
  });
}

async function write(ctx: TxContext, product: KnownProduct): Promise<void> {
  await insertProducts(ctx, [product]);
  await insertVariants(ctx, product.variants);
  await insertBarcodes(
    ctx,
    product.variants.flatMap(({ id, barcodes }) => barcodes.map((code) => ({ code, variantId: id }))),
  );
  for (const { id, packs } of product.variants) if (packs.length > 0) await replacePacks(ctx, id, packs);
}

/** A given handle is used as it is or refused; one made from the title gets a number until no product has it. */
async function chooseHandle(ctx: TxContext, { handle, title }: CreateProduct): Promise<string> {
  const wanted = makeHandle(handle || title);
  if (wanted === "") throw choiceInvalid({ reason: "Enter a title with at least one letter or digit." });
  const rows = await ctx.db
    .select({ handle: sql<string>`lower(${products.handle})` })
    .from(products)
    .where(sql`lower(${products.handle}) = ${wanted} or lower(${products.handle}) like ${startingWith(`${wanted}-`)}`);
  const taken = new Set(rows.map((row) => row.handle));
  if (!taken.has(wanted)) return wanted;
  if (handle) throw handleTaken({ handle: wanted });
  for (let number = 2; number <= HANDLE_TRIES_MAX; number += 1)
    if (!taken.has(`${wanted}-${number}`)) return `${wanted}-${number}`;
  return `${wanted}-${newId()}`;
}

function toProduct(input: CreateProduct, handle: string): KnownProduct {
  const productId = newId();
  return {
    id: productId,
    handle,
    title: input.title,
    description: input.description,
    vendor: input.vendor,
    categoryId: input.categoryId,
    taxCategoryId: input.taxCategoryId ?? null,
    optionNames: input.optionNames,
    version: 1,
    archived: false,
    variants: input.variants.map((variant, index) => ({
      id: newId(),
      productId,
      sku: variant.sku || makeSku(handle, variant.optionValues),
      optionValues: variant.optionValues,
      position: index + 1,
      price: variant.price,
      cost: variant.cost ?? null,
      unit: variant.unit,
      backorder: variant.backorder ?? false,
      hasSerials: variant.hasSerials ?? false,
      archived: false,
      barcodes: [...new Set(variant.barcodes)],
      packs: variant.packs,
    })),
  };
}
