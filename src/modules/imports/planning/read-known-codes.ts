import { and, eq, sql } from "drizzle-orm";
import { foldText } from "@/modules/catalog/product";
import { readProducts } from "@/modules/catalog/product-rows";
import { listCategoryPaths } from "@/modules/catalog/queries";
import { barcodes, categories, products, variants } from "@/modules/catalog/schema";
import { taxCategories } from "@/modules/catalog/taxes/schema";
import type { ImportPhase } from "@/modules/imports/import";
import type { GroupedRow } from "@/modules/imports/import-group";
import { productImportCodes } from "@/modules/imports/schema";
import { findAdjustmentLimit, readAdjustedToday } from "@/modules/inventory/adjustments/assert-within-limit";
import { listStockOfBin } from "@/modules/inventory/stock-of-bin";
import type { TxContext } from "@/platform/context";
import { arrayOf, rowsOf } from "@/platform/database/rows";
import { mayMatchByTitle } from "./find-product";
import { CHECK_MARK, codeOf, codesOf, type KnownCodes, productIdsChecked, type SeenCode } from "./import-codes";
import { readPieces } from "./read-pieces";

/** Lower-cased by the database, as its unique indexes are. */
const foldedIn = (texts: readonly string[]) =>
  sql`(select lower(wanted) from unnest(${arrayOf(texts, "text")}) as wanted)`;

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

const withSingleBlanks = (text: string): string => text.trim().replace(/\s+/g, " ");

type Wanted = { importId: string; openingBinId: string | null; phase: ImportPhase };

/** What the catalog and the file so far know of a chunk's codes, in a few statements for any number of rows. */
export async function readKnownCodes(
  ctx: TxContext,
  rows: readonly GroupedRow[],
  { importId, openingBinId, phase }: Wanted,
): Promise<KnownCodes> {
  const named = rows.filter((row) => !row.isEmpty && row.key !== "");
  const skuHolder = await readSkuHolders(ctx, unique(named.flatMap(({ sku }) => sku ?? [])));
  const barcodeHolder = await readBarcodeHolders(ctx, unique(named.flatMap((row) => row.barcodes)));
  const seen = await readSeen(ctx, importId, [CHECK_MARK.code, ...unique(named.flatMap(codesOf))]);
  const handles = unique(named.flatMap((row) => (row.handle === null ? [] : row.wantedHandle)));
  const titles = unique(named.flatMap((row) => (mayMatchByTitle(row) ? withSingleBlanks(row.title ?? "") : [])));
  const ids = unique([
    ...[...skuHolder.values(), ...barcodeHolder.values()].map(({ productId }) => productId),
    ...named.flatMap((row) => seen.get(codeOf.product(row.key))?.owner ?? []),
    ...productIdsChecked(seen),
  ]);
  const where = sql`${products.id} in (
    select unnest(${arrayOf(ids, "uuid")})
    union select id from products where lower(handle) in ${foldedIn(handles)}
    union select id from products where lower(title) in ${foldedIn(titles)})`;
  const known = await readProducts(ctx, where, { lock: phase === "apply" });
  const variantIds = known.flatMap((product) => product.variants.map(({ id }) => id));
  const counted = named.some(({ quantity, serials }) => quantity !== null || serials !== null);
  const idsSeen = await readSeen(ctx, importId, [
    ...known.map(({ id }) => codeOf.productId(id)),
    ...(counted ? variantIds.map(codeOf.quantity) : []),
  ]);
  return {
    products: new Map(known.map((product) => [product.id, product])),
    productIdByHandle: new Map(known.map((product) => [foldText(product.handle), product.id])),
    productIdsByTitle: groupIds(known.map((product) => [foldText(product.title), product.id])),
    skuHolder,
    barcodeHolder,
    categoryIds: await listCategoryPaths(ctx),
    taxIds: await readTaxes(ctx, rows),
    categoryNames: await readCategoryNames(ctx, unique(known.flatMap(({ categoryId }) => categoryId ?? []))),
    stock: counted ? await listStockOfBin(ctx, { binId: openingBinId, variantIds }) : new Map(),
    pieces: await readPieces(ctx, named, known, counted ? openingBinId : null),
    ...(await readLimit(ctx, counted ? openingBinId : null, variantIds)),
    seen: new Map([...seen, ...idsSeen]),
    followsCheck: phase === "apply" && seen.has(CHECK_MARK.code),
  };
}

/** What the person may adjust by the file, and what they have adjusted in its bin today. */
async function readLimit(ctx: TxContext, binId: string | null, variantIds: readonly string[]) {
  const limit = binId === null ? null : await findAdjustmentLimit(ctx);
  if (binId === null || limit === null) return { limit: null, adjustedToday: () => 0 };
  return { limit, adjustedToday: await readAdjustedToday(ctx, binId, variantIds) };
}

function groupIds(pairs: readonly (readonly [key: string, id: string])[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [key, id] of pairs) groups.set(key, [...(groups.get(key) ?? []), id]);
  return groups;
}

async function readSkuHolders(ctx: TxContext, skus: readonly string[]) {
  if (skus.length === 0) return new Map<string, never>();
  const rows = await ctx.db
    .select({ code: variants.sku, variantId: variants.id, productId: products.id, title: products.title })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .where(sql`lower(${variants.sku}) in ${foldedIn(skus)}`);
  return new Map(rows.map(({ code, ...holder }) => [foldText(code), holder]));
}

async function readBarcodeHolders(ctx: TxContext, codes: readonly string[]) {
  if (codes.length === 0) return new Map<string, never>();
  const rows = await ctx.db
    .select({ code: barcodes.code, variantId: barcodes.variantId, productId: products.id, title: products.title })
    .from(barcodes)
    .innerJoin(variants, eq(variants.id, barcodes.variantId))
    .innerJoin(products, eq(products.id, variants.productId))
    .where(sql`${barcodes.code} = any(${arrayOf(codes, "text")})`);
  return new Map(rows.map(({ code, ...holder }) => [code, holder]));
}

async function readCategoryNames(ctx: TxContext, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, string>();
  const rows = await ctx.db
    .select({ id: categories.id, name: categories.name })
    .from(categories)
    .where(sql`${categories.id} = any(${arrayOf(ids, "uuid")})`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Of the tax categories, where the file names any. */
async function readTaxes(ctx: TxContext, rows: readonly GroupedRow[]) {
  if (rows.every(({ taxCategory }) => taxCategory === null)) return new Map<string, never>();
  const { id, name } = taxCategories;
  const known = await ctx.db.select({ id, name }).from(taxCategories);
  return new Map(known.map((tax) => [foldText(tax.name), tax]));
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
