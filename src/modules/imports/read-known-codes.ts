import { and, eq, sql } from "drizzle-orm";
import { foldText } from "@/modules/catalog/product";
import { readProducts } from "@/modules/catalog/product-rows";
import { listCategoryPaths } from "@/modules/catalog/queries";
import { barcodes, products, variants } from "@/modules/catalog/schema";
import type { TxContext } from "@/platform/context";
import { arrayOf, rowsOf } from "@/platform/database/rows";
import { codesOf, handlesOf, type KnownCodes, type SeenCode, skusOf } from "./import-codes";
import type { GroupedRow } from "./import-group";
import { productImportCodes } from "./schema";

/** Lower-cased by the database, as its unique indexes are. */
const foldedIn = (texts: readonly string[]) =>
  sql`(select lower(wanted) from unnest(${arrayOf(texts, "text")}) as wanted)`;

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

/** What the catalog and the file so far know of a chunk's codes, in a few statements for any number of rows. */
export async function readKnownCodes(
  ctx: TxContext,
  importId: string,
  rows: readonly GroupedRow[],
  { lock = false } = {},
): Promise<KnownCodes> {
  const named = rows.filter((row) => !row.isEmpty && row.key !== "");
  const skus = unique(named.flatMap(skusOf));
  const handles = unique(named.flatMap(handlesOf));
  const ownSkus = unique(named.filter((row) => row.isKnownBySku).map((row) => row.sku ?? ""));
  const where = sql`${products.id} in (
    select id from products where lower(handle) in ${foldedIn(handles)}
    union select product_id from variants where lower(sku) in ${foldedIn(ownSkus)})`;
  const known = await readProducts(ctx, where, { lock });
  return {
    productByHandle: new Map(known.map((product) => [foldText(product.handle), product])),
    productBySku: new Map(
      known.flatMap((product) => product.variants.map((variant) => [foldText(variant.sku), product] as const)),
    ),
    skuHolder: await readSkuHolders(ctx, skus),
    barcodeHolder: await readBarcodeHolders(ctx, unique(named.flatMap((row) => row.barcodes))),
    categoryIds: await listCategoryPaths(ctx),
    seen: await readSeen(ctx, importId, unique(named.flatMap(codesOf))),
  };
}

async function readSkuHolders(ctx: TxContext, skus: readonly string[]) {
  const rows = await ctx.db
    .select({ code: variants.sku, variantId: variants.id, title: products.title })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .where(sql`lower(${variants.sku}) in ${foldedIn(skus)}`);
  return new Map(rows.map(({ code, ...holder }) => [foldText(code), holder]));
}

async function readBarcodeHolders(ctx: TxContext, codes: readonly string[]) {
  if (codes.length === 0) return new Map<string, never>();
  const rows = await ctx.db
    .select({ code: barcodes.code, variantId: barcodes.variantId, title: products.title })
    .from(barcodes)
    .innerJoin(variants, eq(variants.id, barcodes.variantId))
    .innerJoin(products, eq(products.id, variants.productId))
    .where(sql`${barcodes.code} = any(${arrayOf(codes, "text")})`);
  return new Map(rows.map(({ code, ...holder }) => [code, holder]));
}

async function readSeen(ctx: TxContext, importId: string, codes: readonly string[]) {
  const rows = await ctx.db
    .select({ code: productImportCodes.code, owner: productImportCodes.owner, row: productImportCodes.row })
    .from(productImportCodes)
    .where(
      and(eq(productImportCodes.importId, importId), sql`${productImportCodes.code} = any(${arrayOf(codes, "text")})`),
    );
  return new Map(rows.map((seen) => [seen.code, seen]));
}

/** Keeps the codes of a chunk for those that follow. */
export async function recordCodes(ctx: TxContext, importId: string, codes: readonly SeenCode[]): Promise<void> {
  if (codes.length === 0) return;
  await ctx.db.execute(sql`
    insert into ${productImportCodes} (import_id, code, owner, row)
    select ${importId}::uuid, seen.code, seen.owner, seen.row
    from ${rowsOf("seen", { code: "text", owner: "text", row: "integer" }, codes)}
    on conflict do nothing`);
}
